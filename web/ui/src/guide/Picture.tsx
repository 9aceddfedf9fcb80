import { useId, type ReactNode } from 'react';

export type PictureKind =
  'barRight' | 'barLeft' | 'menuBar' | 'pageMenu' | 'switches' | 'choices' | 'plug' | 'question';

/** Where the control sits, drawn in the theme's colours; `words` says the same. */
export function Picture({
  kind,
  device,
  site,
  words,
}: {
  kind: PictureKind;
  device: 'microphone' | 'camera';
  site: string;
  words: string;
}) {
  const title = useId();
  return (
    <svg className="hint-picture" viewBox="0 0 320 84" role="img" aria-labelledby={title}>
      <title id={title}>{words}</title>
      {drawings[kind](device === 'camera' ? <Camera /> : <Mic />, site)}
    </svg>
  );
}

type Drawing = (icon: ReactNode, site: string) => ReactNode;

const drawings: Record<PictureKind, Drawing> = {
  barRight: (icon, site) => (
    <Bar site={site}>
      <At x={46}>
        <Sliders />
      </At>
      <Mark x={262} />
      <At x={262}>{icon}</At>
    </Bar>
  ),
  barLeft: (_, site) => (
    <Bar site={site}>
      <Mark x={46} />
      <At x={46}>
        <Lock />
      </At>
    </Bar>
  ),
  pageMenu: (_, site) => (
    <Bar site={site}>
      <Mark x={46} />
      <At x={46}>
        <PageMenu />
      </At>
    </Bar>
  ),
  menuBar: () => (
    <>
      <rect className="hp-frame" x="8" y="12" width="304" height="60" rx="10" />
      <path className="hp-bar" d="M8 22a10 10 0 0 1 10-10h284a10 10 0 0 1 10 10v14H8z" />
      <circle className="hp-soft" cx="26" cy="24" r="5" />
      <rect className="hp-mark" x="38" y="14" width="58" height="20" rx="6" />
      <text className="hp-word" x="67" y="28" textAnchor="middle">
        Safari
      </text>
      {[112, 152, 192].map((x) => (
        <rect key={x} className="hp-soft" x={x} y="21" width="26" height="6" rx="3" />
      ))}
      <rect className="hp-soft" x="24" y="48" width="150" height="7" rx="3.5" />
    </>
  ),
  switches: (icon) => (
    <>
      <rect className="hp-frame" x="40" y="6" width="240" height="72" rx="12" />
      <At x={66} y={26}>
        {icon}
      </At>
      <rect className="hp-soft" x="86" y="22" width="96" height="8" rx="4" />
      <rect className="hp-on" x="226" y="16" width="36" height="20" rx="10" />
      <circle className="hp-knob" cx="252" cy="26" r="8" />
      <path className="hp-line" d="M56 44h224" />
      <circle className="hp-soft" cx="66" cy="60" r="7" />
      <rect className="hp-soft" x="86" y="56" width="72" height="8" rx="4" />
      <rect className="hp-soft" x="226" y="50" width="36" height="20" rx="10" />
      <circle className="hp-knob" cx="236" cy="60" r="8" />
    </>
  ),
  choices: (icon) => (
    <>
      <rect className="hp-frame" x="40" y="6" width="240" height="72" rx="12" />
      <At x={62} y={24}>
        {icon}
      </At>
      <rect className="hp-mark" x="82" y="12" width="186" height="24" rx="6" />
      <circle className="hp-ring" cx="96" cy="24" r="6" />
      <circle className="hp-on" cx="96" cy="24" r="3" />
      <rect className="hp-strong" x="110" y="20" width="128" height="8" rx="4" />
      <circle className="hp-ring hp-ring--off" cx="96" cy="48" r="6" />
      <rect className="hp-soft" x="110" y="44" width="92" height="8" rx="4" />
      <circle className="hp-ring hp-ring--off" cx="96" cy="67" r="6" />
      <rect className="hp-soft" x="110" y="63" width="110" height="8" rx="4" />
    </>
  ),
  plug: (icon) => (
    <>
      <rect className="hp-frame" x="178" y="14" width="96" height="54" rx="8" />
      <path className="hp-line" d="M166 76h120" />
      <circle className="hp-mark" cx="76" cy="40" r="26" />
      <g transform="translate(76 40) scale(1.6)">{icon}</g>
      <path className="hp-cable" d="M104 40c22 0 26 14 44 14h24" />
      <rect className="hp-strong" x="170" y="48" width="12" height="12" rx="2" />
    </>
  ),
  question: (icon, site) => (
    <>
      <rect className="hp-frame" x="40" y="6" width="240" height="72" rx="12" />
      <text className="hp-word" x="56" y="24">
        {shortened(site)}
      </text>
      <At x={64} y={42}>
        {icon}
      </At>
      <rect className="hp-soft" x="82" y="38" width="110" height="8" rx="4" />
      <rect className="hp-soft" x="122" y="56" width="66" height="16" rx="8" />
      <rect className="hp-on" x="196" y="56" width="70" height="16" rx="8" />
      <rect className="hp-outline" x="192" y="52" width="78" height="24" rx="12" />
    </>
  ),
};

function Bar({ site, children }: { site: string; children: ReactNode }) {
  return (
    <>
      <rect className="hp-frame" x="8" y="12" width="304" height="60" rx="10" />
      <rect className="hp-bar" x="24" y="28" width="262" height="30" rx="15" />
      {[290, 290, 290].map((x, index) => (
        <circle key={index} className="hp-dot" cx={x + 10} cy={36 + index * 7} r="1.6" />
      ))}
      <text className="hp-word" x="66" y="47">
        {shortened(site)}
      </text>
      {children}
    </>
  );
}

/** What fits between the icons. */
function shortened(site: string): string {
  return site.length > 26 ? `${site.slice(0, 25)}…` : site;
}

function At({ x, y = 43, children }: { x: number; y?: number; children: ReactNode }) {
  return <g transform={`translate(${x} ${y})`}>{children}</g>;
}

function Mark({ x }: { x: number }) {
  return <circle className="hp-mark" cx={x} cy="43" r="13" />;
}

function Mic() {
  return (
    <g className="hp-icon">
      <rect x="-3" y="-8" width="6" height="10" rx="3" />
      <path d="M-6 -1a6 6 0 0 0 12 0M0 5v3" />
    </g>
  );
}

function Camera() {
  return (
    <g className="hp-icon">
      <rect x="-8" y="-5" width="11" height="10" rx="2" />
      <path d="M3 -1l5 -3v8l-5 -3" />
    </g>
  );
}

function Lock() {
  return (
    <g className="hp-icon">
      <rect x="-5" y="-1" width="10" height="8" rx="2" />
      <path d="M-3 -1v-3a3 3 0 0 1 6 0v3" />
    </g>
  );
}

function Sliders() {
  return (
    <g className="hp-icon">
      <path d="M-6 -3h4M3 -3h3M-6 3h2M1 3h5" />
      <circle cx="0.5" cy="-3" r="2" />
      <circle cx="-1.5" cy="3" r="2" />
    </g>
  );
}

function PageMenu() {
  return (
    <g className="hp-icon">
      <rect x="-7" y="-6" width="14" height="8" rx="2" />
      <path d="M-7 5h14M-7 8h9" />
    </g>
  );
}
