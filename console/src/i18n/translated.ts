// Translated are the words of another language: every key of the Russian ones,
// but only the plural forms that language has.
export type Translated<T> = {
  [K in keyof T as IsRussianPlural<T, K> extends true ? never : K]: T[K] extends string ? string : Translated<T[K]>;
};

type IsRussianPlural<T, K> = K extends `${infer Base}_few` | `${infer Base}_many` ? (`${Base}_one` extends keyof T ? true : false) : false;
