package city.hotline.client;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A seat's session goes where the seat is lent to, and comes home with it. */
@Timeout(60)
class SeatLoanTest {

  private final FakeGrid grid;
  private final HotlineClient client;

  SeatLoanTest() throws IOException {
    grid = new FakeGrid();
    client = HotlineClient.builder(grid.addresses()).attemptTimeout(Duration.ofMillis(300)).build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    grid.close();
  }

  @Test
  void aSeatFollowsToTheFloorItIsLentToAndHome() throws Exception {
    var pictures = new LinkedBlockingQueue<SeatPicture>();
    SeatSession seat = client.seat("110105-S1", pictures::add);
    pictures.take();
    grid.seats.lend("110108");
    awaitFloor(pictures, "110108");
    HotlineClient.await(seat.setPresence(Presence.PRESENCE_BREAK));
    HotlineClient.await(seat.signIn("li", List.of(), 0));
    grid.seats.lend("");
    awaitFloor(pictures, "110105");
    HotlineClient.await(seat.setPresence(Presence.PRESENCE_AVAILABLE));
    assertThat(grid.seats.executedOn).containsExactly("110108", "110105", "110105");
    seat.close();
  }

  @Test
  void whatWasSaidOnTheOtherFloorHasItsAnswerAfterTheLoan() throws Exception {
    var pictures = new LinkedBlockingQueue<SeatPicture>();
    SeatSession seat = client.seat("110105-S1", pictures::add);
    grid.seats.lend("110108");
    awaitFloor(pictures, "110108");
    synchronized (grid) {
      grid.seats.swallowAnswers = 1;
    }
    CompletableFuture<CommandAccepted> away = seat.setPresence(Presence.PRESENCE_BREAK);
    grid.seats.lend("");
    awaitFloor(pictures, "110105");
    HotlineClient.await(away);
    assertThat(grid.seats.executedOn).containsExactly("110108");
    seat.close();
  }

  private static void awaitFloor(LinkedBlockingQueue<SeatPicture> pictures, String floor)
      throws InterruptedException {
    SeatPicture picture = pictures.take();
    while (!picture.getFloor().equals(floor) || !picture.getSeat().getLentTo().isEmpty()) {
      picture = pictures.take();
    }
  }
}
