package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.OrderRules;
import city.hotline.proto.directory.v1.Unit;

/**
 * Who is above a unit: it decides what the unit asks for, and is told when the unit's time runs
 * out. Immutable.
 */
public final class Superiors {

  private final Directory directory;

  /** Asks the directory. */
  public Superiors(Directory directory) {
    this.directory = directory;
  }

  /**
   * The unit above; empty for the city. Above one that the directory does not know, as the version
   * that an order went by is gone, is the city.
   */
  public String above(String unit) {
    return unit.isEmpty() ? "" : directory.unit(unit).map(Unit::getParent).orElse(Directory.CITY);
  }

  /**
   * Who is told when a share of a limit has passed: unit, then the one above, then the one above
   * that, or the highest there is (DOMAIN section 5: unit, district, city).
   *
   * @param percent the share
   * @param first whether it is the first share that is told of
   * @return the unit beside the one that has the order; empty where it is told alone
   */
  public String toldOf(String unit, int percent, boolean first) {
    if (first && percent < OrderRules.ALL_OF_IT) {
      return "";
    }
    String above = above(unit);
    String higher = above(above);
    return percent < OrderRules.ALL_OF_IT || higher.isEmpty() ? above : higher;
  }
}
