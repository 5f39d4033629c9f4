package city.hotline.node.citizen;

import city.hotline.proto.grid.v1.FetchKeysRequest;
import city.hotline.proto.grid.v1.FetchKeysResponse;
import city.hotline.proto.grid.v1.FindKeysRequest;
import city.hotline.proto.grid.v1.FindKeysResponse;
import city.hotline.proto.grid.v1.KeepKeysRequest;
import city.hotline.proto.grid.v1.KeepKeysResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The other members that keep keys; whatever is asked of them has a deadline. */
public interface Keepers {
  /** The stable ids of members that are here now, this one included. */
  List<String> present();

  /** Has a member keep or destroy keys. */
  CompletableFuture<KeepKeysResponse> keep(String nodeId, KeepKeysRequest request);

  /** Asks a member for a citizen's keys. */
  CompletableFuture<FindKeysResponse> find(String nodeId, FindKeysRequest request);

  /** Asks a member for what changed in its store. */
  CompletableFuture<FetchKeysResponse> fetch(String nodeId, FetchKeysRequest request);
}
