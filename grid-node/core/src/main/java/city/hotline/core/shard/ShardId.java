package city.hotline.core.shard;

import city.hotline.proto.shard.v1.ShardRef;
import org.jspecify.annotations.Nullable;

/**
 * Names one shard.
 *
 * @param district six digits
 * @param docket the docket's code, or empty for the district's floor
 */
public record ShardId(String district, String docket) {

  /** The city's own district; its floor also keeps grid time. */
  public static final String CITY = "110000";

  /** The floor of a district. */
  public static ShardId floor(String district) {
    return new ShardId(district, "");
  }

  /** A docket of a district. */
  public static ShardId docket(String district, String docket) {
    return new ShardId(district, docket);
  }

  /**
   * The docket that an order id names: "110105001-110105-127" lies in docket 110105001 of district
   * 110105.
   */
  public static ShardId ofOrder(String orderId) {
    int dash = orderId.indexOf('-');
    String docket = dash < 0 ? orderId : orderId.substring(0, dash);
    return new ShardId(docket.length() < 6 ? docket : docket.substring(0, 6), docket);
  }

  /** The floor that a call or seat id names: "110105-42" lives on the floor of 110105. */
  public static ShardId ofCallOrSeat(String id) {
    int dash = id.indexOf('-');
    return floor(dash < 0 ? id : id.substring(0, dash));
  }

  /** From the message. */
  public static ShardId of(ShardRef ref) {
    return new ShardId(ref.getDistrict(), ref.getDocket());
  }

  /** As the message. */
  public ShardRef toRef() {
    return ShardRef.newBuilder().setDistrict(district).setDocket(docket).build();
  }

  /** Whether this is a floor. */
  public boolean isFloor() {
    return docket.isEmpty();
  }

  // A record's own equals and hashCode are method handles, slow until they are compiled; this is
  // the key of most maps.

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ShardId that
            && docket.equals(that.docket)
            && district.equals(that.district));
  }

  @Override
  public int hashCode() {
    return 31 * district.hashCode() + docket.hashCode();
  }

  @Override
  public String toString() {
    return isFloor() ? "floor " + district : "docket " + docket + " of " + district;
  }
}
