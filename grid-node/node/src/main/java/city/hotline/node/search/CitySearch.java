package city.hotline.node.search;

import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.DocketPoll;
import city.hotline.node.sequencer.NotServed;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.grid.v1.ReadOrderResponse;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import java.util.concurrent.CompletableFuture;

/** Asks the nodes that serve the dockets in question, and makes one page of theirs. Thread-safe. */
public final class CitySearch {

  /** The other nodes; whatever is asked of them has a deadline. */
  public interface Elsewhere {
    /** Orders of what it serves. */
    CompletableFuture<SearchOrdersResponse> search(String nodeId, SearchOrdersRequest request);

    /** One order. */
    CompletableFuture<ReadOrderResponse> read(String nodeId, String orderId);
  }

  private final OrderSearch here;
  private final Router router;
  private final Router.Owners owners;
  private final Elsewhere elsewhere;
  private final DocketPoll poll;
  private final KnownDirectories directories;

  /** Searches here and there. */
  public CitySearch(
      OrderSearch here,
      Router router,
      Router.Owners owners,
      Elsewhere elsewhere,
      KnownDirectories directories) {
    this.here = here;
    this.router = router;
    this.owners = owners;
    this.elsewhere = elsewhere;
    this.poll = new DocketPoll(router, owners);
    this.directories = directories;
  }

  /** The places, units and classes that questions name. */
  public KnownDirectories directories() {
    return directories;
  }

  /** A page; whatever could not be asked is named in it. */
  public CompletableFuture<CityPage> find(OrderQuestion question) {
    CityPage page = new CityPage(question);
    return poll.ask(
            question.dockets(),
            dockets -> here.search(question.of(dockets)),
            (node, dockets) -> elsewhere.search(node, question.of(dockets)),
            page::add)
        .thenApply(all -> page);
  }

  /** One order of a docket that the directory knows; fails with {@link NotServed} in between. */
  public CompletableFuture<ReadOrderResponse> read(String orderId) {
    ShardId docket = ShardId.ofOrder(orderId);
    if (!router.knows(docket) || docket.isFloor()) {
      return CompletableFuture.completedFuture(ReadOrderResponse.getDefaultInstance());
    }
    if (router.servesHere(docket)) {
      return here.read(orderId);
    }
    return owners
        .ownerOf(docket.district())
        .map(node -> elsewhere.read(node, orderId))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new NotServed(docket, "it has no serving owner yet")));
  }
}
