package city.hotline.node.epoch;

import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.grid.v1.FoundResponse;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The other nodes, by stable id, as this one reaches them. Every call has a deadline; a node that
 * is not there fails it.
 */
public interface Members {

  /** Nodes that are here now, this one included. */
  List<String> present();

  /** Asks a node to promise an epoch. */
  CompletableFuture<PromiseResponse> promise(String nodeId, PromiseRequest request);

  /** The highest epoch of a district that a node has promised, or whose records it has. */
  CompletableFuture<Long> promised(String nodeId, String district);

  /** Asks a node to take part in a new grid. */
  CompletableFuture<FoundResponse> found(String nodeId, FoundRequest request);

  /** Tells a node that its copies lag behind; what it misses it fetches itself. */
  void announce(String nodeId, AnnounceRequest request);

  /**
   * Tells an owner, which may be this node, what this node has; cumulative, in order, best effort
   * (the next one makes up for a lost one).
   */
  void confirm(String ownerId, List<Confirmation> confirmations);

  /**
   * Reads a shard from a node, part by part, blocking, until the end or until the consumer says no.
   */
  void fetch(String nodeId, FetchShardRequest request, Predicate<FetchShardResponse> consumer);
}
