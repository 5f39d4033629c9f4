package city.hotline.kamailio;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.Instruction;
import com.google.gson.JsonObject;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SipCallTest {
  private static final SwitchSettings SETTINGS =
      new SwitchSettings(
          InetSocketAddress.createUnresolved("localhost", 8448),
          "west",
          List.of("110105"),
          "sip:{seat}@10.0.0.9:5060");

  private static SipCall call(String state) {
    JsonObject told = new JsonObject();
    told.addProperty("call", "a84b4c76e66710@pc33.example.com");
    told.addProperty("state", state);
    told.addProperty("district", "110105");
    return new SipCall(told);
  }

  private static Instruction instruction(CallAction action) {
    return instruction(action, 1);
  }

  private static Instruction instruction(CallAction action, int attempt) {
    return Instruction.newBuilder()
        .setAction(action)
        .setSeatId("110105-S1")
        .setAttempt(attempt)
        .build();
  }

  @Test
  void aParkedCallIsBridgedToItsSeatsAgent() {
    SipCall call = call("parked");
    call.want(instruction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT));
    JsonObject command = Objects.requireNonNull(call.command(SETTINGS));
    assertThat(SipCall.text(command, "do")).isEqualTo("bridge");
    assertThat(SipCall.text(command, "call")).isEqualTo("a84b4c76e66710@pc33.example.com");
    assertThat(SipCall.text(command, "seat")).isEqualTo("sip:110105-S1@10.0.0.9:5060");
  }

  @Test
  void aCallThatRingsOrTalksIsNotBridgedAgain() {
    for (String state : List.of("ringing", "talking", "cancelled")) {
      SipCall call = call(state);
      call.want(instruction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT));
      assertThat(call.command(SETTINGS)).as(state).isNull();
    }
  }

  @Test
  void whateverItDoesItCanBeHungUpUntilItIsOver() {
    for (String state : List.of("parked", "ringing", "talking")) {
      SipCall call = call(state);
      call.wantHangUp();
      assertThat(SipCall.text(Objects.requireNonNull(call.command(SETTINGS)), "do"))
          .as(state)
          .isEqualTo("hangup");
      call.over = true;
      assertThat(call.command(SETTINGS)).isNull();
    }
  }

  @Test
  void whileItWaitsNothingIsAskedOfKamailio() {
    SipCall call = call("parked");
    call.want(instruction(CallAction.CALL_ACTION_PLAY_POSITION));
    assertThat(call.command(SETTINGS)).isNull();
    call.want(instruction(CallAction.CALL_ACTION_OFFER_TO_SEAT));
    assertThat(call.command(SETTINGS)).isNull();
  }

  /** Kamailio cannot take the seat's telephone away from a caller and keep him. */
  @Test
  void whoIsPassedOnWhileASeatHasHimIsHungUpAndCountsAsLost() {
    for (String state : List.of("ringing", "talking")) {
      SipCall call = call(state);
      call.want(instruction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT));
      assertThat(call.isPassedOn()).isFalse();
      for (Instruction waits :
          List.of(
              instruction(CallAction.CALL_ACTION_PLAY_POSITION, 1),
              instruction(CallAction.CALL_ACTION_OFFER_TO_SEAT, 2))) {
        call.want(waits);
        assertThat(call.isPassedOn()).as(state).isTrue();
        assertThat(SipCall.text(Objects.requireNonNull(call.command(SETTINGS)), "do"))
            .isEqualTo("hangup");
      }
    }
  }

  /** An owner that was cut off, and does not know yet that it was replaced, may say it late. */
  @Test
  void aConversationIsNotEndedByWhatWasWantedBeforeIt() {
    for (CallAction talks :
        List.of(CallAction.CALL_ACTION_BRIDGE_TO_SEAT, CallAction.CALL_ACTION_HOLD)) {
      SipCall call = call("talking");
      call.want(instruction(talks, 3));
      call.want(instruction(CallAction.CALL_ACTION_PLAY_POSITION, 2));
      call.want(instruction(CallAction.CALL_ACTION_OFFER_TO_SEAT, 3));
      assertThat(call.isPassedOn()).isFalse();
      assertThat(call.command(SETTINGS)).isNull();
      call.want(instruction(CallAction.CALL_ACTION_PLAY_POSITION, 3));
      assertThat(call.isPassedOn()).isTrue();
    }
  }

  /** A new goal is asked for at once, however long the former one was asked for in vain. */
  @Test
  void aNewGoalBeginsAnew() {
    SipCall call = call("parked");
    call.want(instruction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT));
    call.asked = 3;
    call.want(instruction(CallAction.CALL_ACTION_BRIDGE_TO_SEAT));
    assertThat(call.asked).isEqualTo(3);
    call.wantHangUp();
    assertThat(call.asked).isZero();
  }

  @Test
  void aLongCallIdBecomesOneTheGridTakes() {
    String id = SipCall.switchCallId("x".repeat(200));
    assertThat(id).hasSize(64).isNotEqualTo(SipCall.switchCallId("x".repeat(201)));
    assertThat(SipCall.switchCallId("short@host")).isEqualTo("short@host");
  }
}
