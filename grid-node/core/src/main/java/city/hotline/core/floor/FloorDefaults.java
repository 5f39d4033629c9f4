package city.hotline.core.floor;

import city.hotline.proto.floor.v1.FloorSettings;

/** How a floor is run unless it is founded otherwise. */
final class FloorDefaults {

  static final FloorSettings SETTINGS =
      FloorSettings.newBuilder()
          .setOfferSeconds(15)
          .setWrapUpSeconds(60)
          .setShortAbandonSeconds(5)
          .setServiceLevelSeconds(15)
          .setMissesUntilNotReady(3)
          .build();

  private FloorDefaults() {}
}
