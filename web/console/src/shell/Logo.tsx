export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="9" fill="#4a5fe0" />
      <path
        d="M8 10.5A2.5 2.5 0 0 1 10.5 8h11a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5H15l-4.2 3.6a.5.5 0 0 1-.8-.4V20a2 2 0 0 1-2-2z"
        fill="#fff"
      />
      <circle cx="13" cy="14" r="1.6" fill="#4a5fe0" />
      <circle cx="19" cy="14" r="1.6" fill="#4a5fe0" />
    </svg>
  );
}
