import { Group, Text } from '@mantine/core';

// Logo is an egg about to hatch, and the name.
export function Logo({ size = 30, bare = false }: { size?: number; bare?: boolean }) {
  return (
    <Group gap={size / 4} wrap="nowrap">
      <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
        <rect width="64" height="64" rx="16" fill="#0b7285" />
        <path d="M32 9c10 0 18 14 18 27a18 18 0 0 1-36 0C14 23 22 9 32 9z" fill="#fff" />
        <path d="M14 37l7-6 6 6 6-6 6 6 6-6 5 5" fill="none" stroke="#d6336c" strokeWidth="4" strokeLinejoin="round" />
      </svg>
      {!bare && (
        <Text span fw={700} fz={size * 0.62} lh={1} style={{ letterSpacing: '-0.02em' }}>
          Orderhatch
        </Text>
      )}
    </Group>
  );
}
