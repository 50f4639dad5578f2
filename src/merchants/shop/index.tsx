import { Page } from '../../kit/ui';

const Shops = () => <Page>{null}</Page>;

export default Shops;
