import { declareWords, useWords } from '../language/words.ts';

const words = declareWords('actor', {
  flagship: { en: 'flagship key {{name}}', zh: '旗舰版账号 {{name}}' },
  enterprise: { en: 'enterprise key {{name}}', zh: '企业版账号 {{name}}' },
  operator: { en: 'token {{name}}', zh: '令牌 {{name}}' },
  import: { en: 'an import', zh: '文件导入' },
  sandbox: { en: 'the sandbox', zh: '沙箱' },
});

/** Who did something, in words; as the journal writes it: `flagship:connector`, `person:Wang Fang`, `import`. */
export function Actor({ of: actor }: { of: string }) {
  const say = useWords(words);
  const [kind, name] = partsOf(actor);
  return <bdi>{kind in words.texts ? say(kind as 'flagship', { name }) : name || actor}</bdi>;
}

/** What stands before the first colon, and what after it. */
export function partsOf(actor: string): [kind: string, name: string] {
  const place = actor.indexOf(':');
  return place < 0 ? [actor, ''] : [actor.slice(0, place), actor.slice(place + 1)];
}
