package city.hotline.chaos.history;

import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.ShardRef;
import city.hotline.proto.supervision.v1.SuperviseRequest;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.protobuf.StatusProto;
import org.jspecify.annotations.Nullable;

/** What came back for one single command: a response, a refusal by the grid, or neither. */
record Answer(@Nullable Message response, @Nullable CommandRefused refusal, long nanos) {

  /** The attempt with this answer. */
  Attempt to(Attempt sent) {
    Message answered = response;
    if (answered != null) {
      FieldDescriptor field = answered.getDescriptorForType().findFieldByName("acknowledgement");
      return field == null
          ? sent
          : sent.acknowledged((Acknowledgement) answered.getField(field), reply(answered), nanos);
    }
    CommandRefused why = refusal;
    return why == null ? sent : sent.refused(why, nanos);
  }

  private static Reply reply(Message response) {
    return response instanceof ReportCallResponse report
        ? Reply.newBuilder().setCallId(report.getCallId()).build()
        : Reply.getDefaultInstance();
  }

  /** The shard a request is for. */
  static ShardRef shardOf(Message request) {
    if (request instanceof ReportCallRequest report) {
      return Shards.floorOf(report.getDistrict());
    } else if (request instanceof SuperviseRequest supervise) {
      return Shards.floorOf(supervise.getDistrict());
    }
    FieldDescriptor order = request.getDescriptorForType().findFieldByName("order_id");
    if (order != null) {
      return Shards.docketOf((String) request.getField(order));
    }
    return ShardRef.getDefaultInstance();
  }

  static String nameOf(Message request) {
    String name = request.getDescriptorForType().getName();
    if (request instanceof SuperviseRequest supervise) {
      return name + " " + supervise.getCommandCase();
    }
    return request instanceof ReportCallRequest report ? name + " " + report.getReportCase() : name;
  }

  /** The refusal in a status, with its position; nothing where the grid named none. */
  static @Nullable CommandRefused refusal(Throwable status) {
    com.google.rpc.Status details = StatusProto.fromThrowable(status);
    if (details == null) {
      return null;
    }
    CommandRefused.Builder refused = CommandRefused.newBuilder();
    for (Any detail : details.getDetailsList()) {
      try {
        if (detail.is(ErrorInfo.class)) {
          ErrorInfo info = detail.unpack(ErrorInfo.class);
          refused.setReason(reason(info.getReason())).putAllMetadata(info.getMetadataMap());
        } else if (detail.is(Position.class)) {
          refused.setPosition(detail.unpack(Position.class));
        }
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("a refusal that cannot be read: " + details, e);
      }
    }
    return refused.getReason() == Refusal.REFUSAL_UNSPECIFIED ? null : refused.build();
  }

  private static Refusal reason(String name) {
    try {
      return Refusal.valueOf("REFUSAL_" + name);
    } catch (IllegalArgumentException e) {
      return Refusal.REFUSAL_UNSPECIFIED;
    }
  }
}
