package city.hotline.client;

import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.InstructionSnapshot;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import city.hotline.proto.telephony.v1.WatchInstructionsRequest;
import city.hotline.proto.telephony.v1.WatchInstructionsResponse;

/**
 * What a switch's calls on one floor should be doing. When a node goes away the watch goes on at
 * another one, with a snapshot: it says all that was missed. Thread-safe.
 */
public final class InstructionWatch implements AutoCloseable {

  /** Something comes at least every 2 s. */
  private static final long SILENCE_MS = 6000;

  /** Reads instructions, one at a time, on a thread of the client: do not block. */
  public interface Listener extends WatchListener {
    /** What every call that is not over should be doing; what is not named, is over. */
    void onSnapshot(InstructionSnapshot snapshot);

    /** What one call should be doing from now on. */
    void onInstruction(Instruction instruction);
  }

  private final ReopeningStream<WatchInstructionsRequest, WatchInstructionsResponse> stream;

  InstructionWatch(Wire wire, String district, String switchId, Listener listener) {
    var request =
        WatchInstructionsRequest.newBuilder().setDistrict(district).setSwitchId(switchId).build();
    this.stream =
        new ReopeningStream<>(
            wire,
            Identity.SWITCH,
            district,
            TelephonyServiceGrpc.getWatchInstructionsMethod(),
            new WatchReader<>(request, listener, message -> tell(message, listener)),
            SILENCE_MS);
    stream.request(1);
    stream.open();
  }

  /** No more instructions; without another watch the switch's lease begins to run out. */
  @Override
  public void close() {
    stream.close();
  }

  private static void tell(WatchInstructionsResponse message, Listener listener) {
    switch (message.getResponseCase()) {
      case SNAPSHOT -> listener.onSnapshot(message.getSnapshot());
      case INSTRUCTION -> listener.onInstruction(message.getInstruction());
      case STILL_WATCHING, RESPONSE_NOT_SET -> {
        // A sign of life, or something newer than this client.
      }
    }
  }
}
