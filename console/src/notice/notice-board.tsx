import { Guides } from './guides.tsx'
import { News } from './news.tsx'

/** What stands below a merchant's own figures: the operator's news, and what the installation has to show. */
export default function NoticeBoard() {
  return (
    <>
      <News />
      <Guides />
    </>
  )
}
