/** What a mail with one thing to do says. Plain text everywhere; escaping happens here. */
export interface OneButton {
  readonly language: 'ko' | 'en'
  readonly subject: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly button: { readonly label: string; readonly url: string }
  /** Small print below the button. */
  readonly notes: readonly string[]
}

/** Renders the text and the HTML of a mail with a heading and one button. No pictures, nothing that loads from outside. */
export function renderOneButton(mail: OneButton): { subject: string; text: string; html: string } {
  const { heading, paragraphs, button, notes, subject } = mail
  const text = [heading, ...paragraphs, `${button.label}:\n${button.url}`, ...notes].join('\n\n') + '\n'

  const url = escapeHtml(button.url)
  const html = `<!doctype html>
<html lang="${mail.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f4f5f7;font-family:Pretendard,'Apple SD Gothic Neo','Malgun Gothic',sans-serif;color:#1c1f26">
<div style="max-width:520px;margin:0 auto;padding:32px 24px">
<div style="background:#ffffff;border-radius:12px;padding:32px 28px">
<h1 style="margin:0 0 20px;font-size:20px;line-height:1.4">${escapeHtml(heading)}</h1>
${paragraphs.map((line) => `<p style="margin:0 0 12px;font-size:15px;line-height:1.6">${escapeHtml(line)}</p>`).join('\n')}
<p style="margin:24px 0"><a href="${url}" style="display:inline-block;background:#1f5fd6;color:#ffffff;text-decoration:none;font-weight:600;font-size:15px;padding:13px 24px;border-radius:8px">${escapeHtml(button.label)}</a></p>
<p style="margin:0 0 12px;font-size:13px;line-height:1.6;color:#5b6270;word-break:break-all">${url}</p>
${notes.map((line) => `<p style="margin:0 0 8px;font-size:13px;line-height:1.6;color:#5b6270">${escapeHtml(line)}</p>`).join('\n')}
</div></div></body></html>
`
  return { subject, text, html }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
