import { areaName, type Speech, type Wall } from './wall.ts';

/** Says in words why the page is grey. */
export function Banner({ wall, speech }: { wall: Wall; speech: Speech }) {
  const text = words(wall, speech);
  return (
    <>
      <div class="banner" hidden={text === null}>
        {text}
      </div>
      <p class="unseen" role="status">
        {spoken(wall, speech)}
      </p>
    </>
  );
}

/** Said aloud once, without the seconds that the banner counts. */
function spoken({ freshness }: Wall, { say }: Speech): string {
  return freshness.kind === 'connecting' ? '' : say(`spoken_${freshness.kind}`);
}

function words({ freshness, picture, where }: Wall, speech: Speech): string | null {
  const { say, language } = speech;
  switch (freshness.kind) {
    case 'connecting':
      return say('connecting', { where });
    case 'stale':
      return say('staleBanner', { s: Math.floor(freshness.ageMs / 1000), where });
    case 'partial': {
      const old = (picture?.districts ?? []).filter((d) => freshness.codes.includes(d.code));
      const names = old.map((d) => areaName(d, speech)).join(language === 'zh' ? '、' : ', ');
      return say('partialBanner', { names, s: Math.floor(freshness.ageMs / 1000) });
    }
    case 'fresh':
      return null;
  }
}
