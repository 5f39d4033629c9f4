package city.hotline.node.feed;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.grid.v1.ResumeToken;
import city.hotline.proto.shard.v1.Position;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final Map<ShardId, @Nullable Position> positions = new LinkedHashMap<>();

  private ResumeTokens(WatchScope scope) {
    scope.dockets().values().forEach(ds -> ds.forEach(d -> positions.put(d, null)));
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
    if (parsed.getSequencesCount() != tokens.positions.size()
        || parsed.getEpochsCount() != tokens.positions.size()
        || !parsed.getFirst().equals(tokens.first())) {
      throw notOfThisWatch(token, null);
    }
    int i = 0;
    for (Map.Entry<ShardId, @Nullable Position> docket : tokens.positions.entrySet()) {
      if (parsed.getSequences(i) > 0) {
        docket.setValue(Positions.of(parsed.getEpochs(i), parsed.getSequences(i)));
      }
      i++;
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
    return positions.isEmpty() ? "" : positions.keySet().iterator().next().docket();
  }

  @Nullable Position at(ShardId docket) {
    return positions.get(docket);
  }

  /** Whether it is known of every docket how far it was read. */
  boolean areComplete() {
    return !positions.containsValue(null);
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
    for (@Nullable Position seen : positions.values()) {
      Position at = seen == null ? Positions.NONE : seen;
      token.addEpochs(at.getEpoch()).addSequences(at.getSequence());
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.build().toByteArray());
  }
}
