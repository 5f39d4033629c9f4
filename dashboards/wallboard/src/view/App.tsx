import type { Metric } from '../map/metric.ts';
import { say, type Language } from '../text/language.ts';
import { Banner } from './Banner.tsx';
import { Header } from './Header.tsx';
import { Kpis } from './Kpis.tsx';
import { DistrictMap } from './DistrictMap.tsx';
import { RatesTable } from './RatesTable.tsx';
import { Ticker } from './Ticker.tsx';
import { Trend } from './Trend.tsx';
import type { Speech, Wall } from './wall.ts';

interface Props {
  wall: Wall;
  setLanguage(language: Language): void;
  setMetric(metric: Metric): void;
}

export function App({ wall, setLanguage, setMetric }: Props) {
  const speech: Speech = { language: wall.language, say: say(wall.language) };
  const { picture, freshness } = wall;
  return (
    <div class="page" data-state={freshness.kind}>
      <Header wall={wall} speech={speech} setLanguage={setLanguage} />
      <main>
        <Banner wall={wall} speech={speech} />
        {picture !== null && (
          <div class="panels">
            <Kpis picture={picture} waiting={wall.waiting} speech={speech} />
            <DistrictMap wall={wall} picture={picture} speech={speech} setMetric={setMetric} />
            <RatesTable picture={picture} speech={speech} />
            <Trend wall={wall} speech={speech} />
            <Ticker wall={wall} picture={picture} speech={speech} />
          </div>
        )}
      </main>
    </div>
  );
}
