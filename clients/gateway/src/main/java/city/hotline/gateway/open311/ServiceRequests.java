package city.hotline.gateway.open311;

import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders as the grid takes them in and finds them. Throws {@link Open311Error} with what to do. */
public interface ServiceRequests {

  /** Until the grid can be asked. */
  ServiceRequests NOT_YET =
      new ServiceRequests() {
        private Open311Error notYet() {
          return new Open311Error(503, "requests are not served by this gateway yet; services are");
        }

        @Override
        public String open(OrderDraft draft) {
          throw notYet();
        }

        @Override
        public List<Order> find(Query query) {
          throw notYet();
        }

        @Override
        public Optional<Order> get(String orderId) {
          throw notYet();
        }
      };

  /**
   * Which orders.
   *
   * @param classes of these classes; of all when empty
   * @param from opened at this moment or later
   * @param to opened before
   * @param open whether open ones
   * @param closed whether closed ones
   * @param most so many, the newest
   */
  record Query(
      Set<String> classes, Instant from, Instant to, boolean open, boolean closed, int most) {}

  /** Opens an order; its id. */
  String open(OrderDraft draft);

  /** The newest of those asked for. */
  List<Order> find(Query query);

  /** One order; empty when there is none of this id. */
  Optional<Order> get(String orderId);
}
