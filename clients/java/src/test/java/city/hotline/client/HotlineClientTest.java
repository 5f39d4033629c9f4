package city.hotline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import city.hotline.client.FakeGrid.Fault;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HotlineClientTest {

  private final FakeGrid grid;
  private final HotlineClient client;

  HotlineClientTest() throws IOException {
    grid = new FakeGrid();
    client =
        HotlineClient.builder(grid.addresses())
            .patience(Duration.ofSeconds(20))
            .attemptTimeout(Duration.ofMillis(300))
            .linkWindow(4)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    grid.close();
  }

  @Test
  void repeatsACommandWithItsIdWhateverGoesWrong() {
    grid.faults.addAll(
        List.of(
            Fault.NOT_DECIDED,
            Fault.DECIDED_BUT_UNKNOWN,
            Fault.OVERLOADED,
            Fault.DECIDED_BUT_SILENT));
    ReportCallResponse answer = HotlineClient.await(arrive("a"));
    assertThat(answer.getCallId()).isEqualTo("110105-1");
    assertThat(answer.getAcknowledgement().getRepeated()).isTrue();
    assertThat(grid.arrivals).containsExactly("a");
  }

  @Test
  void neverRunsSoFarAheadThatARepeatIsForgotten() {
    // The first one is decided and its answer lost; the ones behind it must not push it out.
    grid.faults.add(Fault.DECIDED_BUT_SILENT);
    var answers = new ArrayList<CompletableFuture<ReportCallResponse>>();
    for (int i = 0; i < 50; i++) {
      answers.add(arrive("c" + i));
    }
    answers.forEach(HotlineClient::await);
    assertThat(grid.arrivals).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void saysWhyTheGridRefused() {
    var refused =
        catchThrowableOfType(
            HotlineRefused.class,
            () -> HotlineClient.await(client.switchLink().abandoned("110105-9")));
    assertThat(refused.reason()).isEqualTo(Refusal.REFUSAL_CALL_NOT_WAITING);
    assertThat(refused.metadata()).containsEntry("state", "CONNECTED");
    assertThat(refused.advice()).isEqualTo("Do something else.");
    assertThat(refused).hasMessage("CALL_NOT_WAITING: Do something else. (state: CONNECTED)");
    assertThat(grid.commandsAt).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void findsTheOwnerAfterItMoved() {
    HotlineClient.await(arrive("a"));
    synchronized (grid) {
      grid.owner = 1;
    }
    HotlineClient.await(arrive("b"));
    int sent = 0;
    do {
      HotlineClient.await(arrive("c" + sent++));
    } while (sent < 10 || !lastTenAt(1));
    assertThat(grid.arrivals).hasSize(sent + 2).doesNotHaveDuplicates();
  }

  /** Otherwise it would take a minute, as long as the test may. */
  @Test
  void newsOfAnotherOwnerEndsThePause() {
    try (var patient =
        HotlineClient.builder(grid.addresses()).patience(Duration.ofMinutes(5)).build()) {
      var arrival = ReportArrival.newBuilder().setSwitchCallId("b").build();
      HotlineClient.await(patient.switchLink().arrived("110105", arrival));
      grid.faults.add(Fault.NOT_DECIDED_FOR_A_MINUTE);
      var next = ReportArrival.newBuilder().setSwitchCallId("c").build();
      var answer = patient.switchLink().arrived("110105", next);
      while (true) {
        synchronized (grid) {
          if (grid.faults.isEmpty()) {
            grid.owner = 1;
            break;
          }
        }
        Thread.onSpinWait();
      }
      assertThat(HotlineClient.await(answer).getCallId()).isEqualTo("110105-2");
    }
  }

  /** Otherwise the attempt would last longer than the test may. */
  @Test
  void newsOfAnotherOwnerEndsAnAttemptThatNobodyAnswers() {
    try (var patient =
        HotlineClient.builder(grid.addresses())
            .patience(Duration.ofMinutes(10))
            .attemptTimeout(Duration.ofMinutes(5))
            .build()) {
      var arrival = ReportArrival.newBuilder().setSwitchCallId("b").build();
      HotlineClient.await(patient.switchLink().arrived("110105", arrival));
      grid.faults.add(Fault.DECIDED_BUT_SILENT);
      var next = ReportArrival.newBuilder().setSwitchCallId("c").build();
      var answer = patient.switchLink().arrived("110105", next);
      while (true) {
        synchronized (grid) {
          if (grid.faults.isEmpty()) {
            grid.owner = 1;
            break;
          }
        }
        Thread.onSpinWait();
      }
      assertThat(HotlineClient.await(answer).getCallId()).isEqualTo("110105-2");
      assertThat(grid.arrivals).hasSize(2);
    }
  }

  private boolean lastTenAt(int node) {
    synchronized (grid) {
      int size = grid.commandsAt.size();
      return grid.commandsAt.subList(size - 10, size).stream().allMatch(at -> at == node);
    }
  }

  @Test
  void waitsForAGridThatIsKilledAndStartedAgain() throws Exception {
    HotlineClient.await(arrive("a"));
    grid.kill(0);
    grid.kill(1);
    CompletableFuture<ReportCallResponse> answer = arrive("b");
    assertThat(answer).isNotDone();
    grid.start(0);
    assertThat(HotlineClient.await(answer).getCallId()).isEqualTo("110105-2");
  }

  @Test
  void givesUpWhenItsPatienceEndsAndSaysWhatToDo() throws Exception {
    grid.kill(0);
    grid.kill(1);
    try (var hasty =
        HotlineClient.builder(grid.addresses()).patience(Duration.ofMillis(300)).build()) {
      var arrival = ReportArrival.newBuilder().setSwitchCallId("x").build();
      var unknown =
          catchThrowableOfType(
              HotlineException.class,
              () -> HotlineClient.await(hasty.switchLink().arrived("110105", arrival)));
      assertThat(unknown.getMessage()).contains("No answer from the grid", "./hotline status");
    }
  }

  @Test
  void tellsWhoWaitsWhenTheClientCloses() {
    grid.faults.add(Fault.DECIDED_BUT_SILENT);
    CompletableFuture<ReportCallResponse> answer = arrive("a");
    client.close();
    assertThat(catchThrowableOfType(HotlineException.class, () -> HotlineClient.await(answer)))
        .isNotNull();
  }

  @Test
  void aSeatGetsBackToItsFloorAndItsCommandsAreDoneOnce() throws Exception {
    var pictures = new LinkedBlockingQueue<SeatPicture>();
    SeatSession seat = client.seat("110105-S1", pictures::add);
    assertThat(pictures.take().getSeat().getSeatId()).isEqualTo("110105-S1");
    synchronized (grid) {
      grid.seats.swallowAnswers = 1;
    }
    CompletableFuture<CommandAccepted> signedIn = seat.signIn("li", List.of(), 0);
    CompletableFuture<CommandAccepted> accepted =
        seat.accept(Call.newBuilder().setCallId("110105-1").build());
    HotlineClient.await(accepted);
    assertThat(signedIn).isNotDone();
    synchronized (grid) {
      grid.owner = 1;
      grid.seats.breakAll();
    }
    assertThat(HotlineClient.await(signedIn).getReply().getSeatId()).isEqualTo("executed 1");
    assertThat(grid.seats.executed).containsExactly("SIGN_IN", "ACCEPT_CALL");
    assertThat(grid.seats.openedAt).containsExactly(0, 1);
    seat.close();
  }

  /**
   * It was stuck for good: nobody may send on a call that is cancelled, and its end comes later.
   */
  @Test
  void aSeatActsBetweenTheEndOfASessionAndTheNewsOfIt() throws Exception {
    var callbacks = Executors.newSingleThreadExecutor();
    var busy = new CountDownLatch(1);
    var pictures = new LinkedBlockingQueue<SeatPicture>();
    try (var slow =
        HotlineClient.builder(grid.addresses())
            .attemptTimeout(Duration.ofMillis(300))
            .callbacks(callbacks)
            .build()) {
      SeatSession seat = slow.seat("110105-S1", pictures::add);
      pictures.take();
      synchronized (grid) {
        grid.seats.swallowAnswers = 1;
      }
      CompletableFuture<CommandAccepted> signedIn = seat.signIn("li", List.of(), 0);
      callbacks.execute(
          () -> {
            try {
              busy.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      while (!sessionWasCancelled()) {
        Thread.onSpinWait();
      }
      CompletableFuture<CommandAccepted> accepted =
          seat.accept(Call.newBuilder().setCallId("110105-1").build());
      busy.countDown();
      HotlineClient.await(signedIn);
      HotlineClient.await(accepted);
      assertThat(grid.seats.executed).containsExactly("SIGN_IN", "ACCEPT_CALL");
    } finally {
      busy.countDown();
      callbacks.shutdown();
    }
  }

  private boolean sessionWasCancelled() {
    synchronized (grid) {
      return grid.seats.cancelled > 0;
    }
  }

  @Test
  void aSeatRepeatsWhatWasRefusedForNowAndReportsWhatWasRefusedForGood() {
    SeatSession seat = client.seat("110105-S1", picture -> {});
    grid.seats.refuseForNow = 2;
    HotlineClient.await(seat.signIn("li", List.of(), 0));
    var refused =
        catchThrowableOfType(
            HotlineRefused.class, () -> HotlineClient.await(seat.hold("110105-1")));
    assertThat(refused.reason()).isEqualTo(Refusal.REFUSAL_CALL_NOT_CONNECTED);
  }

  @Test
  void aWatchGoesOnAfterTheLastMessageAndDropsRepeats() throws Exception {
    grid.changes = 100;
    grid.breakWatchEvery = 7;
    var sequences = new ArrayList<Long>();
    var all = new CountDownLatch(100);
    var watch = new OrderWatch[1];
    watch[0] =
        client.watchOrdersOnRequest(
            FakeGrid.DISTRICT,
            "",
            new OrderListener() {
              @Override
              public void onMessage(WatchOrdersResponse message) {
                if (message.hasChange()) {
                  sequences.add(message.getPosition().getSequence());
                  all.countDown();
                }
                watch[0].request(1);
              }

              @Override
              public void onRefused(HotlineException reason) {
                throw new AssertionError(reason);
              }
            });
    watch[0].request(3);
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    watch[0].close();
    assertThat(sequences).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(grid.tokensAskedFor).hasSizeGreaterThan(5).startsWith("");
  }

  @Test
  void aWatchDeliversNoMoreThanWasAskedFor() throws Exception {
    grid.changes = 100;
    var sequences = new LinkedBlockingQueue<WatchOrdersResponse>();
    OrderWatch watch =
        client.watchOrdersOnRequest(
            FakeGrid.DISTRICT,
            "",
            new OrderListener() {
              @Override
              public void onMessage(WatchOrdersResponse message) {
                sequences.add(message);
              }

              @Override
              public void onRefused(HotlineException reason) {}
            });
    watch.request(2);
    sequences.take();
    sequences.take();
    assertThat(sequences.poll(200, TimeUnit.MILLISECONDS)).isNull();
    watch.request(1);
    assertThat(sequences.take().getPosition().getSequence()).isEqualTo(3);
    // The token counts a message once the listener has returned.
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          while (!watch.token().equals("3")) {
            Thread.onSpinWait();
          }
        });
    watch.close();
  }

  /** What its first part had seen says nothing of what comes after it broke off. */
  @Test
  void aWatchThatIsNotOnRequestComesByItselfAlsoAfterASnapshotBrokeOff() throws Exception {
    grid.changes = 300;
    grid.snapshotBreaksOff = true;
    var all = new CountDownLatch(300);
    OrderWatch watch =
        client.watchOrders(
            FakeGrid.DISTRICT,
            "",
            new OrderListener() {
              @Override
              public void onMessage(WatchOrdersResponse message) {
                if (message.hasChange()) {
                  all.countDown();
                }
              }

              @Override
              public void onRefused(HotlineException reason) {}
            });
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    watch.close();
  }

  @Test
  void refusesToDriveBesideAnother() {
    HotlineClient.await(client.grid().drive("test", () -> {})).close();
    grid.driven = true;
    var refused =
        catchThrowableOfType(
            HotlineRefused.class, () -> HotlineClient.await(client.grid().drive("test", () -> {})));
    assertThat(refused.reason()).isEqualTo(Refusal.REFUSAL_ALREADY_DRIVEN);
  }

  private CompletableFuture<ReportCallResponse> arrive(String switchCallId) {
    return client
        .switchLink()
        .arrived(
            FakeGrid.DISTRICT, ReportArrival.newBuilder().setSwitchCallId(switchCallId).build());
  }
}
