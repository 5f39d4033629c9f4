package city.hotline.core.directory;

import city.hotline.proto.docket.v1.HandlingLimit;

/**
 * What holds for orders of one class of the lowest level.
 *
 * @param code six digits, two a level
 * @param name the name a seat chooses
 * @param english an English name
 * @param limit within which a unit must reply
 * @param demand what the citizen wants
 * @param meaning a sentence that tells it from its siblings
 */
public record ClassRule(
    String code,
    String name,
    String english,
    HandlingLimit limit,
    DemandKind demand,
    String meaning) {

  /** Whether orders of the class ask for something and so count for the resolution rate. */
  public boolean asks() {
    return demand != DemandKind.INQUIRY;
  }
}
