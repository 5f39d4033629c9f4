package city.hotline.node.replica;

import city.hotline.core.shard.FrozenShard;
import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.shard.v1.ShardSnapshot;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Digests of copies: two with the same records have the same, or something is not deterministic.
 */
public final class Digests {
  private Digests() {}

  /**
   * Of every copy that has a record, by district and docket. Each copy is frozen after the other.
   */
  public static List<ShardCopy> of(Replicas replicas) {
    List<ShardCopy> copies = new ArrayList<>();
    for (Replica replica : replicas.all()) {
      Optional<ShardSnapshot> snapshot = replica.freeze().map(FrozenShard::snapshot);
      snapshot.ifPresent(s -> copies.add(copy(s)));
    }
    copies.sort(
        Comparator.comparing((ShardCopy c) -> c.getShard().getDistrict())
            .thenComparing(c -> c.getShard().getDocket()));
    return copies;
  }

  private static ShardCopy copy(ShardSnapshot snapshot) {
    return ShardCopy.newBuilder()
        .setShard(snapshot.getShard())
        .setPosition(snapshot.getPosition())
        .setDigest(ByteString.copyFrom(sha256().digest(snapshot.toByteArray())))
        .build();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
