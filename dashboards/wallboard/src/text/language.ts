import { en } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'zh' | 'en';
export type Key = keyof typeof zh;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

const TEXTS: Record<Language, Record<Key, string>> = { zh, en };

/** What `lang` attributes say. */
export const TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** The texts of a language; `{name}` is replaced by the value of that name. */
export function say(language: Language): Say {
  return (key, values = {}) =>
    TEXTS[language][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/** The wish in the address (`#lang=en`), else the remembered one, else the browser's. */
export function chooseLanguage(hash: string, remembered: string | null, browser: string): Language {
  const asked = new URLSearchParams(hash.replace(/^#/, '')).get('lang') ?? remembered ?? browser;
  return asked.toLowerCase().startsWith('en') ? 'en' : 'zh';
}
