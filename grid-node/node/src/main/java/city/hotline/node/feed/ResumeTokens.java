package city.hotline.node.feed;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.grid.v1.ResumeToken;
import city.hotline.proto.shard.v1.Position;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a watch is in each of its dockets, and that as an opaque text. Not thread-safe.
 *
 * <p>The text holds epochs and sequences in the fixed order of the scope, so it is short: about a
 * hundred characters for a district.
 */
public final class ResumeTokens {
  private final List<ShardId> order = new ArrayList<>();
  private final Map<ShardId, Position> positions = new HashMap<>();

  private ResumeTokens(WatchScope scope) {
    scope.dockets().values().forEach(order::addAll);
  }

  /**
   * Positions of a token, or none; a text that is no token of this scope is an
   * IllegalArgumentException.
   */
  public static ResumeTokens from(String token, WatchScope scope) {
    ResumeTokens tokens = new ResumeTokens(scope);
    if (token.isEmpty()) {
      return tokens;
    }
    ResumeToken parsed;
    try {
      parsed = ResumeToken.parseFrom(Base64.getUrlDecoder().decode(token));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw notOfThisWatch(token, e);
    }
    if (parsed.getSequencesCount() != tokens.order.size()
        || parsed.getEpochsCount() != tokens.order.size()
        || !parsed.getFirst().equals(tokens.first())) {
      throw notOfThisWatch(token, null);
    }
    for (int i = 0; i < tokens.order.size(); i++) {
      if (parsed.getSequences(i) > 0) {
        tokens.positions.put(
            tokens.order.get(i), Positions.of(parsed.getEpochs(i), parsed.getSequences(i)));
      }
    }
    return tokens;
  }

  private static IllegalArgumentException notOfThisWatch(String token, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "token: "
            + token
            + " (expected: a token that this grid gave to a watch of the same scope; without one the watch begins"
            + " with a snapshot)",
        cause);
  }

  private String first() {
    return order.isEmpty() ? "" : order.get(0).docket();
  }

  @Nullable Position at(ShardId docket) {
    return positions.get(docket);
  }

  void moveTo(ShardId docket, Position position) {
    positions.put(docket, position);
  }

  /** The dockets of a district with their positions; null where a snapshot comes first. */
  Map<ShardId, @Nullable Position> of(List<ShardId> dockets) {
    Map<ShardId, @Nullable Position> from = new HashMap<>();
    dockets.forEach(d -> from.put(d, positions.get(d)));
    return from;
  }

  String text() {
    ResumeToken.Builder token = ResumeToken.newBuilder().setFirst(first());
    for (ShardId docket : order) {
      Position at = positions.getOrDefault(docket, Positions.NONE);
      token.addEpochs(at.getEpoch()).addSequences(at.getSequence());
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.build().toByteArray());
  }
}
