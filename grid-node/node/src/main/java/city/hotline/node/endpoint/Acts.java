package city.hotline.node.endpoint;

import city.hotline.node.journal.Mask;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.Set;
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

  /** Records that somebody is shown citizens as they are, for as long as it watches. */
  static void watchesWhole(Identity caller, String scope) {
    LOG.info("{} watches orders of {} with their citizens", caller, scope);
  }

  /** Records that keys of a citizen are destroyed. */
  static void erased(Identity caller, int keys, Set<String> destroyed, Set<String> toCome) {
    LOG.info(
        "{} erased a citizen: {} keys, destroyed on {}, still to come on {}",
        caller,
        keys,
        destroyed,
        toCome);
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
          TextFormat.printer().emittingSingleLine(true).printToString(Mask.cover(message)));
    }
  }
}
