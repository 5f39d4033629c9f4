package city.hotline.node.gauge;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One scrape in Prometheus' text format, taken apart. */
final class Samples {
  private final String text;
  private final Map<String, Double> values = new TreeMap<>();

  private Samples(String text) {
    this.text = text;
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              values.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
            });
  }

  static Samples of(String text) {
    return new Samples(text);
  }

  /** What a registry with just these sources says. */
  static Samples of(Series.Source... sources) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new Gauges(List.of(sources)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(out.toString(StandardCharsets.UTF_8));
  }

  String text() {
    return text;
  }

  /** Every sample whose name and labels begin like this. */
  Map<String, Double> startingWith(String prefix) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Like {@code hotline_seats{district="110105",state="available"}}: labels in this order. */
  double value(String sample) {
    Double value = values.get(sample);
    if (value == null) {
      throw new AssertionError("no sample " + sample + " in\n" + text);
    }
    return value;
  }

  boolean has(String sample) {
    return values.containsKey(sample);
  }

  /** The names of all samples, without labels. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    values.keySet().forEach(s -> names.add(s.replaceAll("\\{.*", "")));
    return names;
  }
}
