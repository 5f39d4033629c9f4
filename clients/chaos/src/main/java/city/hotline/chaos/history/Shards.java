package city.hotline.chaos.history;

import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;

/** Names of shards and places in them. */
public final class Shards {
  private static final int DISTRICT = 6;

  private Shards() {}

  /** The floor of the district that a seat, call or district code begins with. */
  public static ShardRef floorOf(String code) {
    return ShardRef.newBuilder().setDistrict(districtOf(code)).build();
  }

  /** The docket that holds an order, "110105001-110105-127". */
  public static ShardRef docketOf(String orderId) {
    int dash = orderId.indexOf('-');
    String docket = dash < 0 ? orderId : orderId.substring(0, dash);
    return ShardRef.newBuilder().setDistrict(districtOf(docket)).setDocket(docket).build();
  }

  private static String districtOf(String code) {
    return code.substring(0, Math.min(DISTRICT, code.length()));
  }

  /** A position. */
  public static Position position(long epoch, long sequence) {
    return Position.newBuilder().setEpoch(epoch).setSequence(sequence).build();
  }

  /** For a person: "110105/110105001". */
  public static String name(ShardRef shard) {
    return shard.getDocket().isEmpty()
        ? shard.getDistrict()
        : shard.getDistrict() + "/" + shard.getDocket();
  }

  /** For a person: "(3, 17)". */
  public static String name(Position position) {
    return "(" + position.getEpoch() + ", " + position.getSequence() + ")";
  }
}
