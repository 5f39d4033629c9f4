package city.hotline.node.gauge;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one scrape. A metric that nothing was added to is absent from it. Labels alternate
 * names and values. Not thread-safe.
 */
final class Series {

  /** Adds the values of some metrics. */
  interface Source {
    /** All metrics it may add. */
    List<Family> families();

    /** Reads and adds what there is to say now. */
    void addTo(Series series);
  }

  private final Map<Family, MetricSnapshot.Builder<?>> builders = new LinkedHashMap<>();

  /** A value of a counter or a gauge. */
  void add(Family family, Number value, String... labels) {
    MetricSnapshot.Builder<?> builder = builder(family);
    if (builder instanceof CounterSnapshot.Builder counter) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .value(value.doubleValue())
              .labels(Labels.of(labels))
              .build());
    } else {
      ((GaugeSnapshot.Builder) builder)
          .dataPoint(
              GaugeDataPointSnapshot.builder()
                  .value(value.doubleValue())
                  .labels(Labels.of(labels))
                  .build());
    }
  }

  /**
   * A histogram.
   *
   * @param bounds upper, the last infinite
   * @param counts of each bucket alone, as many as bounds
   */
  void histogram(Family family, double[] bounds, long[] counts, double sum, String... labels) {
    ((HistogramSnapshot.Builder) builder(family))
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(sum)
                .labels(Labels.of(labels))
                .build());
  }

  void summary(Family family, long count, double sum) {
    ((SummarySnapshot.Builder) builder(family))
        .dataPoint(SummaryDataPointSnapshot.builder().count(count).sum(sum).build());
  }

  void info(Family family, String... labels) {
    ((InfoSnapshot.Builder) builder(family))
        .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of(labels)).build());
  }

  private MetricSnapshot.Builder<?> builder(Family family) {
    return builders.computeIfAbsent(
        family,
        f -> {
          MetricSnapshot.Builder<?> made =
              switch (f.type()) {
                case COUNTER -> CounterSnapshot.builder();
                case GAUGE -> GaugeSnapshot.builder();
                case HISTOGRAM -> HistogramSnapshot.builder();
                case SUMMARY -> SummarySnapshot.builder();
                case INFO -> InfoSnapshot.builder();
                default ->
                    throw new IllegalArgumentException(
                        f.name() + ": " + f.type() + " (expected: a type this class can build)");
              };
          made.name(f.name()).help(f.help());
          return made;
        });
  }

  MetricSnapshots snapshots() {
    return new MetricSnapshots(
        builders.values().stream().<MetricSnapshot>map(MetricSnapshot.Builder::build).toList());
  }
}
