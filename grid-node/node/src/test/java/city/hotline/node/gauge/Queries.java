package city.hotline.node.gauge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** Everything the committed rules and dashboards ask Prometheus. */
final class Queries {
  static final Path DASHBOARDS = Path.of("..", "..", "dashboards");

  /** Asks for the values that a label of a metric has. */
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+),[^)]*\\)");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
  private static final Pattern LABEL_LISTS =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern NAME =
      Pattern.compile("\\b([a-zA-Z_][a-zA-Z0-9_]*(:[a-zA-Z0-9_]+)*)\\b(?!\\s*\\()");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  private Queries() {}

  /** Names of metrics by the query that names them. */
  static Map<String, Set<String>> all() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path file : files("prometheus", ".rules.yml")) {
      collect(read(file), Set.of("expr"), found);
    }
    for (Path file : files("grafana", ".json")) {
      collect(read(file), Set.of("expr", "definition"), found);
    }
    return found;
  }

  /** What panels ask, variables included. */
  static Set<String> ofPanels() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path file : files("grafana", ".json")) {
      collect(read(file), Set.of("expr"), found);
    }
    return found.keySet();
  }

  /** Names that the recording rules make. */
  static Set<String> recorded() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path file : files("prometheus", ".rules.yml")) {
      collect(read(file), Set.of("record"), found);
    }
    return found.keySet();
  }

  static List<Path> files(String folder, String suffix) throws IOException {
    try (var paths = Files.walk(DASHBOARDS.resolve(folder))) {
      return paths.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** JSON is YAML, too. */
  private static Object read(Path file) {
    try {
      return new Yaml().load(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(Object node, Set<String> keys, Map<String, Set<String>> found) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value instanceof String text && keys.contains(key)) {
              found.put(text, names(text));
            } else {
              collect(value, keys, found);
            }
          });
    } else if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, keys, found));
    }
  }

  /** The metrics that a query names: what is neither label, function, word nor duration. */
  static Set<String> names(String query) {
    String bare = LABEL_VALUES.matcher(query).replaceAll("$1");
    bare = QUOTED.matcher(bare).replaceAll("");
    bare = MATCHERS.matcher(bare).replaceAll("");
    bare = bare.replaceAll("\\[[^]]*]", "").replaceAll("\\$\\w+", "");
    bare = LABEL_LISTS.matcher(bare).replaceAll("");
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      if (!WORDS.contains(name.group(1))) {
        names.add(name.group(1));
      }
    }
    return names;
  }
}
