package city.hotline.cli;

import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.Unit;
import com.google.gson.JsonObject;
import java.util.Locale;

/** The units of a directory, one a line. */
final class UnitLines {

  private UnitLines() {}

  static String json(Unit unit) {
    JsonObject line = new JsonObject();
    line.addProperty("code", unit.getCode());
    line.addProperty("kind", kind(unit));
    line.addProperty("name", unit.getName());
    line.addProperty("parent", unit.getParent());
    return Json.line(line);
  }

  static String text(Unit unit) {
    return unit.getCode() + "  " + kind(unit) + "  " + unit.getName() + "  " + unit.getParent();
  }

  private static String kind(Unit unit) {
    return unit.getKind().name().replace("UNIT_KIND_", "").toLowerCase(Locale.ROOT);
  }

  /** "M001 ..." with its name. */
  static String name(String unit, Directory directory) {
    return unit + " " + directory.unit(unit).map(Unit::getName).orElse("");
  }
}
