package city.hotline.node.endpoint;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on record what supervisors do for others, what administrators do, and who saw a citizen as
 * he is, in the node's log under a name of its own: who, what, for whom. Nothing of citizens gets
 * in.
 */
final class Acts {
  private static final Logger LOG = LoggerFactory.getLogger("hotline.audit");

  private Acts() {}

  /** Records that somebody saw a citizen's name, phone and address. */
  static void sawWhole(Identity caller, String orderId, String reason) {
    LOG.info("{} saw the citizen of order {}: {}", caller, orderId, reason);
  }

  /** Records it if it is one of those. */
  static void record(Identity caller, Permission permission, Message message, String implied) {
    if (!permission.isAudited(caller) || !LOG.isInfoEnabled()) {
      return;
    }
    if (permission.asksForWhom()) {
      FieldDescriptor call = message.getDescriptorForType().findFieldByName("call_id");
      LOG.info(
          "{} sent {} for {}{}",
          caller,
          permission.command(),
          permission.whom(message, implied),
          call == null ? "" : ", call " + message.getField(call));
    } else {
      LOG.info(
          "{} sent {} {}",
          caller,
          permission.command(),
          TextFormat.printer().emittingSingleLine(true).printToString(message));
    }
  }
}
