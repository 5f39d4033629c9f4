package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.seat.v1.SeatCommand;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a seat says becomes a command of its floor, about that seat and no other. */
class SeatCommandsTest {
  private static final String SEAT = "110105-S1";

  @Test
  void everyCommandOfASeatIsOneOfTheFloorAboutTheSeat() {
    for (FieldDescriptor field : SeatCommand.getDescriptor().getOneofs().get(0).getFields()) {
      SeatCommand.Builder command = SeatCommand.newBuilder();
      command.setField(field, command.newBuilderForField(field).build());
      FloorCommand floor = Objects.requireNonNull(SeatCommands.of(command.build(), SEAT));
      assertThat(floor.getCommandCase().name()).isEqualToIgnoringCase(field.getName());
      assertThat(floor.toString()).contains("seat_id: \"" + SEAT + "\"");
    }
  }

  @Test
  void whatIsSaidIsKept() {
    SeatCommand command =
        SeatCommand.newBuilder()
            .setEndCall(EndCall.newBuilder().setCallId("110105-7").setSeatId(SEAT))
            .build();
    assertThat(Objects.requireNonNull(SeatCommands.of(command, SEAT)).getEndCall())
        .isEqualTo(command.getEndCall());
  }

  @Test
  void anotherSeatsCommandIsNone() {
    SeatCommand command =
        SeatCommand.newBuilder().setEndCall(EndCall.newBuilder().setSeatId("110105-S2")).build();
    assertThat(SeatCommands.of(command, SEAT)).isNull();
  }

  @Test
  void nothingIsNone() {
    assertThat(SeatCommands.of(SeatCommand.getDefaultInstance(), SEAT)).isNull();
  }
}
