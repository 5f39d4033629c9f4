package city.hotline.node.search;

import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which units an order concerns. */
public final class Concern {
  private Concern() {}

  /** The unit that leads, known or not, and those above it, lowest first. */
  static List<String> leadAndAbove(Order order, Directory directory) {
    List<String> units = new ArrayList<>();
    String unit = order.getUnit();
    while (!unit.isEmpty()) {
      units.add(unit);
      unit = directory.unit(unit).map(Unit::getParent).orElse("");
    }
    return units;
  }

  /** Those, who helps, and who decides what is asked. */
  public static Set<String> units(Order order, Directory directory) {
    Set<String> units = new HashSet<>(leadAndAbove(order, directory));
    for (CoHandler helper : order.getCoHandlersList()) {
      units.add(helper.getUnit());
    }
    if (order.hasAppeal()) {
      units.add(order.getAppeal().getDecider());
    }
    return units;
  }
}
