package city.hotline.node.endpoint;

import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.seat.v1.SeatCommand;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;

/**
 * A seat's command as the floor's, with the session's seat filled in. What a seat may say is a
 * command of the floor by the same name, about a seat_id.
 */
final class SeatCommands {
  private static final Descriptor FLOOR = FloorCommand.getDescriptor();

  private SeatCommands() {}

  /** Null when there is no command in it, or one that names another seat. */
  static @Nullable FloorCommand of(SeatCommand command, String seatId) {
    FieldDescriptor said =
        SeatCommand.getDescriptor().findFieldByNumber(command.getCommandCase().getNumber());
    if (said == null) {
      return null;
    }
    Message.Builder inner = ((Message) command.getField(said)).toBuilder();
    FieldDescriptor seat = said.getMessageType().findFieldByName("seat_id");
    String named = (String) inner.getField(seat);
    return named.isEmpty() || named.equals(seatId)
        ? FloorCommand.newBuilder()
            .setField(FLOOR.findFieldByName(said.getName()), inner.setField(seat, seatId).build())
            .build()
        : null;
  }
}
