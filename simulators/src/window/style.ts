/** One style for windows and desk. System fonts only: nothing is loaded from elsewhere. */
export const windowStyle = `:root {
  --ink: #16202e; --soft: #5a6675; --line: #d5dce5; --page: #eef1f5; --card: #fff; --act: #1c4fd8; --act-ink: #fff;
  --warn: #7a3d00; --warn-page: #fff1d6; --bad: #b3261e;
  color-scheme: light;
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 Pretendard, system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
.top {
  display: flex; flex-wrap: wrap; gap: 8px; align-items: center; justify-content: space-between;
  padding: 12px 16px; background: var(--card); border-bottom: 1px solid var(--line);
}
.badge {
  padding: 2px 10px; border-radius: 999px; background: var(--warn-page); color: var(--warn);
  font-size: 13px; font-weight: 600; white-space: nowrap;
}
main { max-width: 880px; margin: 0 auto; padding: 16px }
main.wide { max-width: 1200px }
h1 { font-size: 20px; margin: 0 0 8px } h2 { font-size: 17px; margin: 24px 0 8px }
.columns { display: grid; gap: 16px }
.summary, .choices, .notice, .order { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px }
.sum { margin: 0 0 12px; font-size: 28px; font-weight: 700; font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0 } dt { color: var(--soft) } dd { margin: 0 }
.code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; line-height: 24px }
.quiet { color: var(--soft); font-size: 14px; margin: 8px 0 0 }
a { color: var(--act) }
fieldset { border: 0; margin: 0; padding: 0 } legend { padding: 0; font-weight: 600; margin-bottom: 8px }
.tabs { display: flex; flex-wrap: wrap; gap: 8px }
.tabs > input { position: absolute; opacity: 0; width: 1px; height: 1px }
.tabs > label { padding: 9px 14px; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; background: var(--card) }
.tabs > input:checked + label { border-color: var(--act); color: var(--act); font-weight: 600; box-shadow: inset 0 0 0 1px var(--act) }
.tabs > input:focus-visible + label { outline: 3px solid #9db8ff; outline-offset: 1px }
.panel { display: none; flex-basis: 100%; margin-top: 8px }
#tab0:checked ~ .panel0, #tab1:checked ~ .panel1, #tab2:checked ~ .panel2, #tab3:checked ~ .panel3,
#tab4:checked ~ .panel4, #tab5:checked ~ .panel5 { display: block }
.tabs + .field { margin-top: 12px }
.field { margin-bottom: 12px } .field > label { display: block; font-size: 14px; color: var(--soft); margin-bottom: 4px }
select, .field input, button, .button { font: inherit; width: 100%; min-height: 44px; border-radius: 8px; border: 1px solid var(--line); padding: 8px 12px; background: var(--card); color: var(--ink) }
button, .button { cursor: pointer; display: block; text-align: center; text-decoration: none; margin-top: 8px }
button:hover { border-color: var(--soft) }
.primary { background: var(--act); border-color: var(--act); color: var(--act-ink); font-weight: 600; margin-top: 16px }
.plain { border-color: transparent; background: none; color: var(--soft) }
:focus-visible { outline: 3px solid #9db8ff; outline-offset: 1px }
details { margin-top: 16px; border-top: 1px solid var(--line); padding-top: 12px }
summary { cursor: pointer; color: var(--soft); min-height: 32px } details[open] summary { margin-bottom: 12px }
.step { max-width: 480px; margin: 24px auto }
.notice { max-width: 480px; margin: 24px auto; text-align: center } .notice[role='alert'] h1 { color: var(--bad) }
.orders { display: grid; gap: 12px; margin-top: 16px; align-items: start } .order .head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; justify-content: space-between }
.order .status { font-weight: 600 } .order .entries { color: var(--soft); font-size: 14px; margin: 8px 0 0; padding-left: 18px }
.tools { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px } .tools button, .tools select { width: auto; margin: 0; min-height: 40px }
.empty { color: var(--soft); padding: 24px; text-align: center; border: 1px dashed var(--line); border-radius: 12px }
.tools .tools { margin: 0 } .tools form { margin: 0 } .tools select { flex: 0 1 auto; max-width: 100% }
.order details { margin-top: 12px; padding-top: 8px } .order summary { min-height: 24px }
#said { min-height: 24px; margin: 8px 0; color: var(--soft) }
@media (min-width: 760px) {
  .columns { grid-template-columns: 5fr 6fr; align-items: start; padding-top: 24px }
  .orders { grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)) }
}
`
