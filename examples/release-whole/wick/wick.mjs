export const flame = 'light';
