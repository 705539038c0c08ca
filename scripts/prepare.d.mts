export const ROOT: string;
export function run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): void;
export function bin(name: string): string;
export function install(): void;
export function build(): void;
