package city.hotline.gateway.open311;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.search.v1.FoundOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders as the grid takes them in and finds them. Throws {@link Open311Error} with what to do. */
interface ServiceRequests {

  /**
   * Which orders.
   *
   * @param classes of these classes; of all when empty
   * @param from opened at this moment or later
   * @param to opened before; null when it does not matter
   * @param open whether open ones
   * @param closed whether closed ones
   * @param most so many, the newest
   */
  record Query(
      Set<String> classes,
      Instant from,
      @Nullable Instant to,
      boolean open,
      boolean closed,
      int most) {}

  /** Opens an order, once however often the grid must be asked; its id. */
  String open(OrderDraft draft);

  /** The newest of those asked for. */
  List<FoundOrder> find(Query query);

  /** One order; empty when there is none of this id. */
  Optional<FoundOrder> get(String orderId);
}
