package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.epoch.Tenures;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.department.v1.SignOrdersRequest;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** By which ids dockets know the commands of a bulk again. */
class BulkSigningTest {
  private static final String ONE = "110105001-110105-1";
  private static final String OTHER = "110105001-110105-2";

  private final List<RequestId> sent = new ArrayList<>();
  private final HandDrivenLanes lanes = new HandDrivenLanes();
  private final BulkSigning signing =
      new BulkSigning(
          new Router(
              "here",
              lanes.replicas,
              new Tenures(),
              lanes.sequencer,
              new Router.Ways(
                  CompletableFuture::completedFuture,
                  district -> Optional.of("there"),
                  (node, command) -> keep(command))));

  private CompletableFuture<Answer> keep(ShardCommand command) {
    sent.add(command.getRequestId());
    return new CompletableFuture<>();
  }

  private List<RequestId> ids(long counter, String... orders) {
    sent.clear();
    var unused =
        signing.sign(
            SignOrdersRequest.newBuilder()
                .setRequestId(
                    RequestId.newBuilder()
                        .setSession(7)
                        .setCounter(counter)
                        .setWindow(64)
                        .setOpenedMs(1_000))
                .setUnit("110105001")
                .addAllOrderIds(List.of(orders))
                .build());
    return List.copyOf(sent);
  }

  @Test
  void aRepeatedRequestRepeatsEachCommand() {
    List<RequestId> first = ids(1, ONE, OTHER);
    assertThat(first).hasSize(2).doesNotHaveDuplicates();
    assertThat(ids(1, ONE, OTHER)).isEqualTo(first);
  }

  /** A docket keeps as many answers of a session as it is wide. */
  @Test
  void aSessionIsAsWideAsTheRequestIsLong() {
    assertThat(ids(1, ONE)).extracting(RequestId::getWindow).containsExactly(1);
    assertThat(ids(2, ONE, OTHER)).extracting(RequestId::getWindow).containsExactly(2, 2);
  }

  /** Or one that is forgotten would have those after it taken for as old as itself. */
  @Test
  void aLaterRequestIsAnotherSessionAndYounger() {
    RequestId first = ids(1, ONE).get(0);
    RequestId next = ids(2, ONE).get(0);
    assertThat(next.getSession()).isNotEqualTo(first.getSession());
    assertThat(next.getOpenedMs()).isGreaterThan(first.getOpenedMs());
  }
}
