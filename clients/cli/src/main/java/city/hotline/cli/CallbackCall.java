package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.InstructionWatch;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.InstructionSnapshot;
import java.io.IOException;

/**
 * A person calls by hand, asks to be called back, and picks up with Enter when the telephone rings.
 * Plays his switch as well: ended early, the call keeps its place and is tried three times in vain.
 */
final class CallbackCall implements InstructionWatch.Listener {

  private final SwitchLink link;
  private final String district;
  private String callId = "";
  private Instruction last = Instruction.getDefaultInstance();
  private boolean over;

  CallbackCall(SwitchLink link, String district) {
    this.link = link;
    this.district = district;
  }

  void run(ReportArrival.Builder arrival) throws IOException {
    // Watched first: a switch that nobody tells what to do cannot call back.
    InstructionWatch watch = link.watchInstructions(district, arrival.getSwitchCallId(), this);
    try (watch) {
      callId =
          HotlineClient.await(
                  link.arrived(district, arrival.setSwitchId(arrival.getSwitchCallId()).build()))
              .getCallId();
      HotlineClient.await(link.callbackAsked(callId));
      System.out.println(
          "Call "
              + callId
              + " keeps its place; you are called back. Enter picks up, and hangs up.");
      int read = System.in.read();
      while (read != -1 && !pressed(read)) {
        read = System.in.read();
      }
    }
  }

  /** Whether nothing is left to do. */
  private boolean pressed(int key) {
    Instruction now;
    synchronized (this) {
      now = last;
      if (over || key != '\n') {
        return over;
      }
    }
    if (now.getAction() == CallAction.CALL_ACTION_DIAL) {
      report(now, CallProgress.CALL_PROGRESS_ANSWERED);
    } else if (now.getAction() == CallAction.CALL_ACTION_BRIDGE_TO_SEAT
        || now.getAction() == CallAction.CALL_ACTION_HOLD) {
      report(now, CallProgress.CALL_PROGRESS_HUNG_UP);
    } else {
      System.out.println("Nobody rings yet.");
    }
    return false;
  }

  private void report(Instruction now, CallProgress progress) {
    HotlineClient.await(
        link.progressed(
            district,
            ReportProgress.newBuilder()
                .setCallId(callId)
                .setProgress(progress)
                .setAttempt(now.getAttempt())
                .build()));
  }

  @Override
  public void onSnapshot(InstructionSnapshot snapshot) {
    snapshot.getInstructionsList().forEach(this::onInstruction);
  }

  @Override
  public synchronized void onInstruction(Instruction instruction) {
    if (instruction.getAction() == last.getAction()
        && instruction.getAttempt() == last.getAttempt()) {
      return;
    }
    last = instruction;
    switch (instruction.getAction()) {
      case CALL_ACTION_DIAL ->
          System.out.println(
              instruction.getPhone() + " rings: seat " + instruction.getSeatId() + " calls.");
      case CALL_ACTION_BRIDGE_TO_SEAT ->
          System.out.println("You talk with seat " + instruction.getSeatId() + ".");
      case CALL_ACTION_HANG_UP -> {
        over = true;
        System.out.println("The call is over. Enter ends this.");
      }
      case CALL_ACTION_PLAY_POSITION,
          CALL_ACTION_OFFER_TO_SEAT,
          CALL_ACTION_HOLD,
          CALL_ACTION_AWAIT_CALLBACK,
          CALL_ACTION_UNSPECIFIED,
          UNRECOGNIZED -> {
        // Nothing to hear.
      }
    }
  }

  @Override
  public void onRefused(HotlineException reason) {
    System.out.println("! " + reason.getMessage());
  }
}
