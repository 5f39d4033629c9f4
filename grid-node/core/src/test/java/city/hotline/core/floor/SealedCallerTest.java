package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.floor.v1.AskCallback;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

/** The rules do with a caller whom they cannot read what they do with every caller. */
class SealedCallerTest {
  private static final Sealed SEALED =
      Sealed.newBuilder()
          .setKeyId(ByteString.copyFromUtf8("sixteen bytes..."))
          .setContent(ByteString.copyFromUtf8("what nobody here reads"))
          .setWithPhone(true)
          .build();

  private final FloorStage stage = new FloorStage();

  private static FloorCommand arrival(Sealed sealed) {
    return FloorStage.arrival(
        ReportArrival.newBuilder()
            .setSwitchCallId("1")
            .setSwitchId("west")
            .setCaller(Citizen.newBuilder().setSealed(sealed)));
  }

  private static FloorCommand callBack(String call) {
    return FloorCommand.newBuilder()
        .setAskCallback(AskCallback.newBuilder().setCallId(call))
        .build();
  }

  @Test
  void isCalledBackIfThereIsANumberInIt() {
    String call = stage.accepted(arrival(SEALED)).getCallId();
    stage.accepted(callBack(call));
  }

  @Test
  void isNotCalledBackWithoutOne() {
    Sealed nameOnly = SEALED.toBuilder().setWithPhone(false).build();
    String call = stage.accepted(arrival(nameOnly)).getCallId();
    stage.refused(callBack(call), Refusal.REFUSAL_CALLBACK_NOT_POSSIBLE);
  }

  @Test
  void isWhoAsksInTheOrderThatNamesNobodyElse() {
    String call = stage.accepted(arrival(SEALED)).getCallId();
    String seat = stage.sitsDown("S001");
    stage.accepted(FloorStage.accept(seat, call));
    stage.accepted(FloorStage.end(seat, call));
    stage.accepted(
        FloorStage.wrapUp(
            WrapUpCall.newBuilder()
                .setSeatId(seat)
                .setCallId(call)
                .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
                .setOrder(
                    OrderDraft.newBuilder()
                        .setClassCode("010101")
                        .setDistrict("110105")
                        .setStreet("110105001"))));
    assertThat(stage.log)
        .filteredOn(fact -> fact.event().hasOrderRequested())
        .singleElement()
        .satisfies(
            fact ->
                assertThat(fact.event().getOrderRequested().getDraft().getRequester().getSealed())
                    .isEqualTo(SEALED));
  }

  @Test
  void isRefusedInAnotherForm() {
    stage.refusedField(
        arrival(SEALED.toBuilder().setKeyId(ByteString.copyFromUtf8("short")).build()),
        "caller.sealed");
    stage.refusedField(
        arrival(SEALED.toBuilder().setContent(ByteString.copyFrom(new byte[4_001])).build()),
        "caller.sealed");
  }
}
