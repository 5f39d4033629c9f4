package city.hotline.core.directory;

import city.hotline.proto.docket.v1.HandlingLimit;

/**
 * What an order is about, in three levels.
 *
 * @param code six digits, two a level
 * @param level1 the broadest name
 * @param level2 the name below
 * @param level3 the name a seat chooses
 * @param english an English name of the third level
 * @param limit within which a unit must reply
 * @param demand what the citizen wants
 */
public record OrderClass(
    String code,
    String level1,
    String level2,
    String level3,
    String english,
    HandlingLimit limit,
    DemandKind demand) {}
