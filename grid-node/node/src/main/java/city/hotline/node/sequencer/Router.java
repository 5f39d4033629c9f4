package city.hotline.node.sequencer;

import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.CannotSeal;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The way of a command to its owner: here, or on another node. Thread-safe. */
public final class Router {

  /**
   * Hands a command to another node; the answer has a deadline, and a lost connection means
   * OUTCOME_UNKNOWN.
   */
  public interface Forwarding {
    /** Sends it there. */
    CompletableFuture<Answer> forward(String nodeId, ShardCommand command);
  }

  /** Which node serves a district, as last heard. */
  public interface Owners {
    /** The node's stable id; empty while none is known. */
    Optional<String> ownerOf(String district);
  }

  /** Seals what belongs to citizens, before anybody else gets to see the command. */
  public interface Sealing {
    /** Done at once where nothing is to be sealed; fails with {@link CannotSeal}. */
    CompletableFuture<ShardCommand> seal(ShardCommand command);
  }

  /**
   * What a command goes through on its way.
   *
   * @param sealing first
   * @param owners then it is known who serves the shard
   * @param forwarding and if that is another node
   */
  public record Ways(Sealing sealing, Owners owners, Forwarding forwarding) {}

  /** How long a command may wait for its answer on a node, milliseconds. */
  public static final long WAIT_MS = 5_000;

  /** What to do about an unknown district or street. */
  public static final String UNKNOWN =
      "No such place in the directory: ListPlaces shows all districts and streets.";

  private final String nodeId;
  private final Replicas replicas;
  private final Tenures tenures;
  private final Sequencer sequencer;
  private final Ways ways;

  /** Routes between these. */
  public Router(String nodeId, Replicas replicas, Tenures tenures, Sequencer sequencer, Ways ways) {
    this.nodeId = nodeId;
    this.replicas = replicas;
    this.tenures = tenures;
    this.sequencer = sequencer;
    this.ways = ways;
  }

  /** Answers a command, wherever its shard is. */
  public CompletableFuture<Answer> submit(ShardCommand command) {
    ShardId shard = ShardId.of(command.getShard());
    if (!replicas.contains(shard)) {
      return CompletableFuture.completedFuture(unknown(command, shard));
    }
    return ways.sealing()
        .seal(command)
        .thenCompose(ready -> route(shard, ready))
        .exceptionally(failure -> failed(command, failure));
  }

  private static Answer failed(ShardCommand command, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CannotSeal cannot) {
      return Answer.refused(command, cannot.reason(), cannot.metadata(), cannot.advice());
    }
    throw new CompletionException(cause);
  }

  private CompletableFuture<Answer> route(ShardId shard, ShardCommand command) {
    if (servesHere(shard)) {
      return submitHere(command);
    }
    Optional<String> owner = ways.owners().ownerOf(shard.district());
    if (owner.isEmpty() || owner.get().equals(nodeId)) {
      return CompletableFuture.completedFuture(noOwner(command, shard));
    }
    return ways.forwarding().forward(owner.get(), command);
  }

  /** Answers a command on this node or not at all. */
  public CompletableFuture<Answer> submitHere(ShardCommand command) {
    ShardId shard = ShardId.of(command.getShard());
    return servesHere(shard)
        ? sequencer.submit(shard, command, WAIT_MS)
        : CompletableFuture.completedFuture(noOwner(command, shard));
  }

  /** Whether the directory has such a shard. */
  public boolean knows(ShardId shard) {
    return replicas.contains(shard);
  }

  private static Answer unknown(ShardCommand command, ShardId shard) {
    return Answer.refused(
        command,
        Refusal.REFUSAL_UNKNOWN_DISTRICT,
        Map.of("district", shard.district(), "docket", shard.docket()),
        UNKNOWN);
  }

  /** Whether this node serves the shard now. */
  public boolean servesHere(ShardId shard) {
    return tenures.of(shard.district()).map(Tenures.Tenure::serving).orElse(false);
  }

  private static Answer noOwner(ShardCommand command, ShardId shard) {
    return Answer.refused(
        command,
        Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER,
        Map.of("district", shard.district()),
        "The district has no serving owner yet: try again in a moment with the same request id.");
  }
}
