package city.hotline.gateway.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** What webhooks count, read anew for every scrape; one series for each subscription. */
public final class WebhookSeries implements MeterBinder, MultiCollector {

  private static final String LABEL = "subscription";

  private final Webhooks webhooks;

  /** Of these. */
  public WebhookSeries(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      prometheus.getPrometheusRegistry().register(this);
    }
  }

  @Override
  public MetricSnapshots collect() {
    Collection<Line> lines = webhooks.lines();
    return MetricSnapshots.of(
        counter(
            lines,
            "hotline_webhook_delivered",
            "Events that a receiver took since the gateway started.",
            line -> line.counts().delivered.sum()),
        counter(
            lines,
            "hotline_webhook_failed",
            "Attempts that failed since the gateway started; one event may fail many times.",
            line -> line.counts().failed.sum()),
        counter(
            lines,
            "hotline_webhook_given_up",
            "Events that became dead letters since the gateway started.",
            line -> line.counts().died.sum()),
        gauge(
            lines,
            "hotline_webhook_dead",
            "Dead letters there are: redrive or remove.",
            line -> webhooks.standing(line.subscription().name()).dead()),
        gauge(
            lines,
            "hotline_webhook_lag_seconds",
            "How long the event in hand has waited for its receiver; 0 without one.",
            line -> line.lag().toMillis() / 1e3));
  }

  private static CounterSnapshot counter(
      Collection<Line> lines, String name, String help, ToDoubleFunction<Line> value) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    for (Line line : lines) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .value(value.applyAsDouble(line))
              .labels(Labels.of(LABEL, line.subscription().name()))
              .build());
    }
    return counter.build();
  }

  private static GaugeSnapshot gauge(
      Collection<Line> lines, String name, String help, ToDoubleFunction<Line> value) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    for (Line line : lines) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .value(value.applyAsDouble(line))
              .labels(Labels.of(LABEL, line.subscription().name()))
              .build());
    }
    return gauge.build();
  }
}
