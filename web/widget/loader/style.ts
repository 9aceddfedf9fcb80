/** The launcher's own style; the panel's inside is the frame's. Constructed sheets need no allowance in the site's CSP. */
export const css = `
:host{all:initial;position:fixed;right:20px;bottom:20px;z-index:2147483000;display:block}
iframe{position:absolute;right:0;bottom:72px;width:380px;height:min(640px,calc(100vh - 112px));border:0;border-radius:16px;
background:transparent;color-scheme:none;box-shadow:0 0 0 1px rgb(20 24 40/.06),0 8px 40px rgb(20 24 40/.22);
opacity:0;visibility:hidden;transform:translateY(8px);transition:opacity .16s,transform .16s,visibility .16s}
:host([data-open]) iframe{opacity:1;visibility:visible;transform:none}
button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;
cursor:pointer;background:#4a5fe0;box-shadow:0 4px 16px rgb(20 24 40/.28);transition:background .16s,transform .16s}
button:hover{background:#3d51cc}
button:active{transform:scale(.96)}
button:focus-visible{outline:3px solid #9aa7ff;outline-offset:2px}
svg{grid-area:1/1;width:26px;height:26px;fill:#fff;transition:opacity .16s,transform .16s}
.down{fill:none;stroke:#fff;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round;opacity:0;transform:rotate(-45deg)}
:host([data-open]) .chat{opacity:0;transform:rotate(45deg)}
:host([data-open]) .down{opacity:1;transform:none}
.badge{position:absolute;top:-3px;right:-3px;min-width:20px;height:20px;padding:0 5px;box-sizing:border-box;border-radius:10px;
background:#d93a3a;color:#fff;font:700 12px/20px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
.badge[hidden]{display:none}
@media (max-width:480px){
:host([data-open]){inset:0}
:host([data-open]) iframe{inset:0;width:100%;height:100%;border-radius:0;box-shadow:none}
:host([data-open]) button{display:none}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
