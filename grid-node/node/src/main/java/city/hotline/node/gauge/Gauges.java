package city.hotline.node.gauge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * All metrics of the grid and of this node, read anew for every scrape. Thread-safe.
 *
 * <p>Bound to a Prometheus registry it takes part in its scrapes; other registries are left alone.
 */
public final class Gauges implements MeterBinder, MultiCollector {
  private final List<Series.Source> sources;

  Gauges(List<Series.Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Reads from these parts of a node. */
  public static Gauges of(CityParts city, WorkParts work, KeepingParts keeping) {
    return new Gauges(
        List.of(
            new CallSeries(city.directory(), city.board(), city.time()),
            new OrderSeries(city.directory(), city.board()),
            new ConservationSeries(city.directory(), city.board()),
            new ServiceSeries(city),
            new WorkSeries(work),
            new KeepingSeries(keeping)));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      prometheus.getPrometheusRegistry().register(this);
    }
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return sources.stream().flatMap(s -> s.families().stream()).map(Family::descriptor).toList();
  }

  @Override
  public MetricSnapshots collect() {
    Series series = new Series();
    sources.forEach(s -> s.addTo(series));
    return series.snapshots();
  }
}
