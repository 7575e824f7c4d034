import type { Campaign, Unit } from '../campaign.ts';
import { GIB } from '../slot.ts';

const city = (id: string, division: string, zh: string, en: string): Unit => ({
  id,
  name: { zh, en },
  group: 'city',
  division,
});

const department = (id: string, zh: string, en: string): Unit => ({
  id: `dept-${id}`,
  name: { zh, en },
  group: 'department',
});

/**
 * Heilongjiang's Science and Technology Activity Week of 2023, as the provincial notice of 6 May 2023 asks. The
 * notice is silent on late reports and on the roster of departments: both are choices that the lead office changes.
 */
export const heilongjiang2023: Campaign = {
  id: 'heilongjiang-2023',
  title: {
    zh: '2023年黑龙江省科技活动周',
    en: 'Heilongjiang Science and Technology Activity Week 2023',
  },
  theme: { zh: '热爱科学 崇尚科学', en: 'Love science, uphold science' },
  week: { from: '2023-05-25', to: '2023-06-05' },
  timeZone: 'Asia/Shanghai',
  utcOffset: '+08:00',
  lateDays: 30,
  personalData: {
    purpose: {
      zh: '本届科技活动周的报送、核实、催报和联络',
      en: 'reporting, checking, reminding and contact during this Week',
    },
    until: '2024-06-30',
  },
  quota: { files: 240, bytes: 30 * GIB },
  requests: [
    { form: 'open-day', due: '2023-05-16', owed: { city: 'required', department: 'optional' } },
    { form: 'summary', due: '2023-06-19', owed: { city: 'required' } },
    { form: 'statistics', due: '2023-06-19', owed: { city: 'required' } },
    { form: 'media', due: '2023-06-19', owed: { city: 'required' } },
  ],
  groups: {
    city: { zh: '各市（地）', en: 'Cities and prefectures' },
    department: { zh: '成员单位', en: 'Member units' },
  },
  units: [
    city('harbin', '230100', '哈尔滨市', 'Harbin'),
    city('qiqihar', '230200', '齐齐哈尔市', 'Qiqihar'),
    city('jixi', '230300', '鸡西市', 'Jixi'),
    city('hegang', '230400', '鹤岗市', 'Hegang'),
    city('shuangyashan', '230500', '双鸭山市', 'Shuangyashan'),
    city('daqing', '230600', '大庆市', 'Daqing'),
    city('yichun', '230700', '伊春市', 'Yichun'),
    city('jiamusi', '230800', '佳木斯市', 'Jiamusi'),
    city('qitaihe', '230900', '七台河市', 'Qitaihe'),
    city('mudanjiang', '231000', '牡丹江市', 'Mudanjiang'),
    city('heihe', '231100', '黑河市', 'Heihe'),
    city('suihua', '231200', '绥化市', 'Suihua'),
    city('daxinganling', '232700', '大兴安岭地区', "Daxing'anling"),
    department('education', '省教育厅', 'Department of Education'),
    department('public-security', '省公安厅', 'Department of Public Security'),
    department('transport', '省交通运输厅', 'Department of Transport'),
    department('agriculture', '省农业农村厅', 'Department of Agriculture and Rural Affairs'),
    department('culture', '省文化和旅游厅', 'Department of Culture and Tourism'),
    department('health', '省卫生健康委', 'Health Commission'),
    department('forestry', '省林业和草原局', 'Forestry and Grassland Administration'),
    department('grain', '省粮食和物资储备局', 'Food and Strategic Reserves Administration'),
    department('weather', '省气象局', 'Meteorological Service'),
    department('bank', '人民银行省级分支机构', "Provincial branch of the People's Bank of China"),
    department('unions', '省总工会', 'Federation of Trade Unions'),
    department('youth', '团省委', 'Communist Youth League Committee'),
    department('women', '省妇联', "Women's Federation"),
    department('garrison', '省军区', 'Military District'),
    department('academy', '省科学院', 'Academy of Sciences'),
    department('farm-academy', '省农业科学院', 'Academy of Agricultural Sciences'),
  ],
  offices: [
    {
      id: 'lead',
      name: {
        zh: '省科技活动周组委会办公室（省科技厅科技人才与科学普及处）',
        en: 'Office of the organising committee (Department of Science and Technology)',
      },
      lead: true,
    },
    {
      id: 'publicity',
      name: { zh: '省委宣传部宣传教育处', en: 'Publicity Department, division of publicity and education' },
      lead: false,
    },
    {
      id: 'cast',
      name: {
        zh: '省科协科普部',
        en: 'Association for Science and Technology, department of popular science',
      },
      lead: false,
    },
  ],
};
