import { useEffect, useState } from 'react';

/** Drawn as one path, dark on white in every theme: cameras want it so. The encoder is loaded when it is shown. */
export function QrCode({ text, words }: { text: string; words: string }) {
  const [code, setCode] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let over = false;
    import('uqr').then(
      ({ encode }) => {
        const { size, data } = encode(text, { ecc: 'M', border: 4 });
        if (!over) setCode({ size, path: pathOf(data) });
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [text]);
  if (!code) return <span className="qr" aria-busy="true" />;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={words}
      shapeRendering="crispEdges"
      data-testid="qr"
    >
      <rect className="qr__light" width={code.size} height={code.size} />
      <path className="qr__dark" d={code.path} />
    </svg>
  );
}

/** Runs of dark modules in each row as one subpath each. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  let path = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
    }
  });
  return path;
}
