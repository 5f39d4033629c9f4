import type { Cluster, Picture } from '../picture/picture.ts';
import { tenths } from '../text/format.ts';
import type { Language } from '../text/language.ts';
import { date, gridNow, hourMinute, hourMinuteSecond, showsSeconds } from '../time/clock.ts';
import { AlertFact } from './Alerts.tsx';
import { durabilityKey, type Speech, type Wall } from './wall.ts';

interface Props {
  wall: Wall;
  speech: Speech;
  setLanguage(language: Language): void;
}

export function Header({ wall, speech, setLanguage }: Props) {
  const { say, language } = speech;
  const { picture, freshness } = wall;
  const age = freshness.kind === 'connecting' ? null : freshness.ageMs;
  return (
    <header>
      <h1>{say('title')}</h1>
      {picture?.demo === true && (
        <span class="demo" title={say('demoTip')}>
          {say('demo')}
        </span>
      )}
      <dl class="facts">
        {picture !== null && <AlertFact area={picture.city} speech={speech} />}
        {picture !== null && <ClusterFacts cluster={picture.cluster} speech={speech} />}
        {age !== null && (
          <div class={freshness.kind === 'fresh' ? 'fact' : 'fact bad'}>
            <dt>{say('ageLabel')}</dt>
            <dd class="age">{say('age', { s: tenths(age / 1000) })}</dd>
          </div>
        )}
      </dl>
      {picture !== null && <Clock picture={picture} sinceReceiptMs={wall.sinceReceiptMs} speech={speech} />}
      <button
        type="button"
        class="language"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        aria-label={say('languageLabel')}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {say('language')}
      </button>
    </header>
  );
}

function Clock({ picture, sinceReceiptMs, speech }: { picture: Picture; sinceReceiptMs: number; speech: Speech }) {
  const { say, language } = speech;
  if (picture.gridTime === null) return null;
  const now = gridNow(picture.gridTime, picture.speed, sinceReceiptMs);
  const time = showsSeconds(picture.speed) ? hourMinuteSecond(now) : hourMinute(now);
  return (
    <div class="clock" role="group" aria-label={say('gridClock')}>
      <span class="date">
        {date(now, language)}
        {picture.speed !== 1 && <b> {say('speed', { n: Number(picture.speed.toFixed(2)) })}</b>}
      </span>
      <time class="time" dateTime={new Date(now).toISOString()}>
        {time}
      </time>
    </div>
  );
}

function ClusterFacts({ cluster, speech: { say } }: { cluster: Cluster; speech: Speech }) {
  const present = cluster.nodes.filter((n) => n.present).length;
  const known = Math.max(cluster.nodes.length, cluster.voters);
  const nodes = cluster.nodes.map((n) =>
    say(n.present ? 'nodeUp' : 'nodeDown', { node: n.nodeId, n: n.districts }),
  );
  const durability = durabilityKey(cluster.durability);
  const nodesTip = say('nodesTip', { voters: cluster.voters, node: cluster.thisNode || '–' });
  return (
    <>
      <Fact
        name={say('nodes')}
        value={`${present}/${known}`}
        good={present === known}
        tip={[nodesTip, ...nodes].join('\n')}
      />
      <Fact
        name={say('districtsServing')}
        value={`${cluster.districtsServing}/${cluster.districts}`}
        good={cluster.districtsServing === cluster.districts}
        tip={say('districtsTip')}
      />
      <Fact
        name={say('durability')}
        value={durability === null ? cluster.durability || '–' : say(durability)}
        good
        tip={say('durabilityTip')}
      />
    </>
  );
}

function Fact({ name, value, good, tip }: { name: string; value: string; good: boolean; tip: string }) {
  return (
    <div class={good ? 'fact' : 'fact bad'} title={tip}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
