package city.hotline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.access.v1.Role;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.floor.v1.ReportArrival;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The grid is shown with every call who it is from. */
@Timeout(60)
class IdentityTest {
  private final FakeGrid grid;

  IdentityTest() throws IOException {
    grid = new FakeGrid();
    grid.changes = 1;
  }

  @AfterEach
  void stop() throws Exception {
    grid.close();
  }

  /** Makes one call of each kind; returns when all were answered. */
  private static void calls(HotlineClient client) throws InterruptedException {
    var answers = new CountDownLatch(3);
    client.seat("110105-S1", picture -> answers.countDown());
    HotlineClient.await(
        client
            .switchLink()
            .arrived("110105", ReportArrival.newBuilder().setSwitchCallId("a").build()));
    var listener =
        new OrderListener() {
          @Override
          public void onMessage(WatchOrdersResponse message) {
            answers.countDown();
          }

          @Override
          public void onRefused(HotlineException reason) {
            throw reason;
          }
        };
    OrderWatch ofUnit = client.department("110105001").watchOrdersOnRequest("", listener);
    ofUnit.request(1);
    OrderWatch ofDistrict = client.watchOrdersOnRequest("110105", "", listener);
    ofDistrict.request(1);
    HotlineClient.await(client.grid().drive("test", () -> {})).close();
    answers.await();
  }

  @Test
  void eachCallIsFromWhomItIsForUnlessSomebodyIsNamed() throws InterruptedException {
    try (HotlineClient client = HotlineClient.connect(grid.addresses())) {
      calls(client);
    }
    assertThat(grid.callers.of("Session")).isEqualTo(Set.of("dev seat 110105-S1"));
    assertThat(grid.callers.of("ReportCall")).isEqualTo(Set.of("dev switch client"));
    assertThat(grid.callers.of("WatchOrders"))
        .isEqualTo(Set.of("dev department 110105001", "dev supervisor 110105-client"));
    assertThat(grid.callers.of("Drive")).isEqualTo(Set.of("dev administrator client"));
    assertThat(grid.callers.of("GetTopology")).isEqualTo(Set.of("dev reader client"));
  }

  @Test
  void allCallsAreFromWhoeverIsNamed() throws InterruptedException {
    try (HotlineClient client =
        HotlineClient.builder(grid.addresses())
            .as(Identity.parse("supervisor:110105-V01"))
            .credentials(caller -> "sealed " + caller.name())
            .build()) {
      calls(client);
    }
    for (String method : List.of("Session", "ReportCall", "WatchOrders", "Drive", "GetTopology")) {
      assertThat(grid.callers.of(method)).as(method).isEqualTo(Set.of("sealed 110105-V01"));
    }
  }

  @Test
  void readsARoleAndAName() {
    assertThat(Identity.parse("follow-up:desk"))
        .isEqualTo(new Identity(Role.ROLE_FOLLOW_UP, "desk"))
        .hasToString("follow-up desk");
    for (String wrong : List.of("", "seat", ":x", "mayor:x", "unspecified:x")) {
      assertThatThrownBy(() -> Identity.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: a role and a name");
    }
  }
}
