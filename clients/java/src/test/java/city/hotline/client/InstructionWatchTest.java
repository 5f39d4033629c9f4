package city.hotline.client;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.telephony.v1.HeldCall;
import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.InstructionSnapshot;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstructionWatchTest {

  private final FakeGrid grid;
  private final HotlineClient client;

  InstructionWatchTest() throws Exception {
    grid = new FakeGrid();
    client = HotlineClient.connect(grid.addresses());
  }

  @BeforeEach
  void nothingIsOpen() {
    assertThat(grid.instructionWatches).isZero();
  }

  @AfterEach
  void end() throws InterruptedException {
    client.close();
    grid.close();
  }

  @Test
  void goesOnWithASnapshotAsOftenAsTheStreamBreaks() throws Exception {
    grid.breakInstructions = 2;
    BlockingQueue<InstructionSnapshot> snapshots = new ArrayBlockingQueue<>(16);
    BlockingQueue<String> breaks = new ArrayBlockingQueue<>(16);
    var listener =
        new InstructionWatch.Listener() {
          @Override
          public void onSnapshot(InstructionSnapshot snapshot) {
            snapshots.add(snapshot);
          }

          @Override
          public void onInstruction(Instruction instruction) {
            throw new AssertionError("none was sent");
          }

          @Override
          public void onBroken(String why) {
            breaks.add(why);
          }

          @Override
          public void onRefused(HotlineException reason) {
            throw reason;
          }
        };
    var watch = client.switchLink().watchInstructions(FakeGrid.DISTRICT, "west", listener);
    for (int opened = 1; opened <= 3; opened++) {
      InstructionSnapshot snapshot = snapshots.poll(20, TimeUnit.SECONDS);
      assertThat(snapshot).isNotNull();
      assertThat(snapshot.getInstructions(0).getSwitchCallId()).isEqualTo("west");
      assertThat(snapshot.getInstructions(0).getAttempt()).isEqualTo(opened);
    }
    assertThat(breaks).hasSize(2);
    watch.close();
  }

  @Test
  void reconcilesWithTheOwnerWhereverItIs() {
    grid.owner = 1;
    var found =
        HotlineClient.await(
            client
                .switchLink()
                .reconcile(
                    ReconcileCallsRequest.newBuilder()
                        .setDistrict(FakeGrid.DISTRICT)
                        .setSwitchId("west")
                        .addCalls(HeldCall.newBuilder().setSwitchCallId("a"))
                        .build()));
    assertThat(found.getHungUpList()).containsExactly(FakeGrid.DISTRICT + "-1");
    assertThat(grid.arrivals).containsExactly("reconciled a");
  }
}
