package city.hotline.cli;

import city.hotline.core.directory.ClassRule;
import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.OrderClass;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes of a directory, one a line. */
final class ClassLines {
  private final Directory directory;
  private final Map<String, String> names;

  ClassLines(Directory directory) {
    this.directory = directory;
    this.names =
        directory.classTree().stream()
            .collect(Collectors.toMap(OrderClass::getCode, OrderClass::getName));
  }

  Stream<String> all(boolean json) {
    return directory.classes().stream()
        .flatMap(code -> directory.classRule(code).stream())
        .map(json ? this::json : this::text);
  }

  private String level(ClassRule rule, int level) {
    return names.getOrDefault(rule.code().substring(0, 2 * level), "");
  }

  private String json(ClassRule rule) {
    JsonObject line = new JsonObject();
    line.addProperty("level1", level(rule, 1));
    line.addProperty("level2", level(rule, 2));
    line.addProperty("level3", rule.name());
    line.addProperty("code", rule.code());
    line.addProperty("english", rule.english());
    line.addProperty("limit", rule.limit().name().replace("HANDLING_LIMIT_", ""));
    line.addProperty("demand", rule.demand().name());
    line.addProperty("meaning", rule.meaning());
    return Json.line(line);
  }

  private String text(ClassRule rule) {
    return rule.code()
        + "  "
        + String.join(" > ", level(rule, 1), level(rule, 2), rule.name())
        + "  "
        + rule.english()
        + "  "
        + rule.meaning();
  }
}
