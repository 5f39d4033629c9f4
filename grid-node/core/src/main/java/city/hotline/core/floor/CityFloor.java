package city.hotline.core.floor;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is one fact of the whole grid is decided on the city's floor alone. */
final class CityFloor {
  private CityFloor() {}

  /**
   * Refuses WRONG_SHARD on any other floor; null on the city's.
   *
   * @param what is decided there, as a sentence begins: "Grid time is set"
   */
  static @Nullable Decision<FloorEvent> refuseElsewhere(String district, String what) {
    return district.equals(Directory.CITY)
        ? null
        : Decision.refused(
            Refusal.REFUSAL_WRONG_SHARD,
            Map.of("district", district),
            what + " on the city's floor: send this to " + Directory.CITY + ".");
  }
}
