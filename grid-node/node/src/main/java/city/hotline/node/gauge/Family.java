package city.hotline.node.gauge;

import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;

/**
 * One metric.
 *
 * @param name without the suffix that its type adds: _total, _info, _bucket, _sum, _count
 * @param help what it says, with its formula
 */
record Family(MetricType type, String name, String help) {

  static Family counter(String name, String help) {
    return new Family(MetricType.COUNTER, name, help);
  }

  static Family gauge(String name, String help) {
    return new Family(MetricType.GAUGE, name, help);
  }

  static Family histogram(String name, String help) {
    return new Family(MetricType.HISTOGRAM, name, help);
  }

  /** A count and a sum, without quantiles. */
  static Family summary(String name, String help) {
    return new Family(MetricType.SUMMARY, name, help);
  }

  static Family info(String name, String help) {
    return new Family(MetricType.INFO, name, help);
  }

  MetricFamilyDescriptor descriptor() {
    return MetricFamilyDescriptor.of(type, new MetricMetadata(name, help));
  }
}
