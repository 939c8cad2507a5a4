import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditPage } from '@naru/server/wire/console-audit'
import { queryString } from '../api/path.ts'
import { request } from '../api/request.ts'
import { auditQueryMembers, type AuditSearch } from './audit-search.ts'

export function auditQuery(search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: ['audit', search],
    queryFn: ({ pageParam }) =>
      request<AuditPage>(
        'GET',
        '/console/api/audit' + queryString({ ...auditQueryMembers(search), cursor: pageParam }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** The same rows as a file; the browser downloads it while the server still reads. */
export function auditFilePath(search: AuditSearch): string {
  return '/console/api/audit.csv' + queryString(auditQueryMembers(search))
}
